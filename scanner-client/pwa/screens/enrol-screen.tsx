/** Enrolling: the authority's one-time code, scanned, chosen as a picture, or pasted; and the way into training. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ENROLMENT_PREFIX, parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import { enrolScanner } from '../../offline/enrol-scanner.ts'
import { Rejected, Unreachable } from '../../offline/http-call.ts'
import { type ScannerStore, StorageFailed } from '../../offline/scanner-store.ts'
import { browserFetch } from '../browser-platform.ts'
import { say } from '../language.ts'
import { CameraView } from './camera-view.tsx'
import { FilePicker } from './file-picker.tsx'
import { LanguagePicker } from './language-picker.tsx'

interface EnrolProps {
  readonly store: ScannerStore
  readonly enrolled: () => Promise<void>
  readonly train: (role: 'carrier' | 'border') => void
}

export function EnrolScreen({ store, enrolled, train }: EnrolProps) {
  const code = useSignal('')
  const name = useSignal('')
  const fault = useSignal<string | null>(null)
  const busy = useSignal(false)
  const camera = useSignal(false)

  const enrol = async (text: string) => {
    const read = parseEnrolmentCode(text)
    if (!read.ok) {
      fault.value = say(text.trim().startsWith(ENROLMENT_PREFIX) ? 'enrol/damaged' : 'enrol/not-a-code')
      return
    }
    // What this page may call is its own origin, and nothing else.
    if (read.value.server !== location.origin) {
      fault.value = say('enrol/other-server', { server: read.value.server })
      return
    }
    busy.value = true
    fault.value = null
    try {
      // The private half can never be read out again, by this page or by any other.
      const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
      const given = { fetch: browserFetch, key, name: name.value.trim() || say('enrol/default-name'), checkpoint: null }
      await enrolScanner(store, read.value, given)
      await enrolled()
    } catch (error) {
      if (error instanceof Rejected) fault.value = say('enrol/rejected', { detail: error.message })
      else if (error instanceof Unreachable) fault.value = say('enrol/unreachable')
      else if (error instanceof StorageFailed) fault.value = say('fault/storage')
      else throw error
    } finally {
      busy.value = false
    }
  }
  const takeTexts = (texts: readonly string[]) => {
    const found = texts.find((text) => text.startsWith(ENROLMENT_PREFIX)) ?? texts[0]
    if (found === undefined) {
      fault.value = say('enrol/no-code-in-picture')
      return
    }
    camera.value = false
    code.value = found
    void enrol(found)
  }
  useEffect(() => {
    const heard = (event: Event) => takeTexts([(event as CustomEvent<string>).detail])
    addEventListener('evisa-code', heard)
    return () => removeEventListener('evisa-code', heard)
  }, [])
  return (
    <main class="enrol">
      <LanguagePicker />
      <h1>{say('enrol/title')}</h1>
      <p>{say('enrol/explain')}</p>
      {fault.value !== null && (
        <p class="fault" role="alert">
          {fault.value}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void enrol(code.value)
        }}
      >
        <label>
          {say('enrol/name')}
          <input
            maxLength={60}
            value={name.value}
            placeholder={say('enrol/default-name')}
            onInput={({ currentTarget }) => {
              name.value = currentTarget.value
            }}
          />
        </label>
        <label>
          {say('enrol/code')}
          <textarea
            rows={3}
            required
            autocomplete="off"
            spellcheck={false}
            placeholder={`${ENROLMENT_PREFIX}…`}
            value={code.value}
            onInput={({ currentTarget }) => {
              code.value = currentTarget.value
            }}
          />
        </label>
        <div class="row">
          <button type="submit" class="main" disabled={busy.value}>
            {say(busy.value ? 'enrol/busy' : 'enrol/do')}
          </button>
          <button
            type="button"
            onClick={() => {
              camera.value = !camera.value
            }}
          >
            {say(camera.value ? 'camera/stop' : 'enrol/scan')}
          </button>
          <FilePicker onTexts={takeTexts} />
        </div>
      </form>
      {camera.value && <CameraView onTexts={takeTexts} />}
      <section class="training-door">
        <h2>{say('training/title')}</h2>
        <p>{say('training/explain')}</p>
        <div class="row">
          <button type="button" onClick={() => train('carrier')}>
            {say('training/carrier')}
          </button>
          <button type="button" onClick={() => train('border')}>
            {say('training/border')}
          </button>
        </div>
      </section>
    </main>
  )
}
