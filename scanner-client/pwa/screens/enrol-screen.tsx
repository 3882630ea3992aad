/** Enrolling: the authority's one-time code, scanned, chosen as a picture, or pasted; and the way into training. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ENROLMENT_PREFIX, parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import { enrolScanner } from '../../offline/enrol-scanner.ts'
import { Rejected, SignInFirst, Unreachable } from '../../offline/http-call.ts'
import { scannerLine } from '../../offline/scanner-line.ts'
import { type ScannerStore, StorageFailed } from '../../offline/scanner-store.ts'
import { browserFetch, verifyInBrowser, wallClock } from '../browser-platform.ts'
import { say } from '../language.ts'
import { CameraView } from './camera-view.tsx'
import { FilePicker } from './file-picker.tsx'
import { LanguagePicker } from './language-picker.tsx'
import { TextField } from './text-field.tsx'

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
    busy.value = true
    fault.value = null
    try {
      fault.value = await enrolHere(text, name.value.trim(), { store, enrolled })
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
        <TextField label={say('enrol/name')} value={name} maxLength={60} placeholder={say('enrol/default-name')} />
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
      <TrainingDoor train={train} />
    </main>
  )
}

function TrainingDoor({ train }: Pick<EnrolProps, 'train'>) {
  return (
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
  )
}

/** Enrols this scanner by a code; null once it is, otherwise what to tell the person who holds the code. */
async function enrolHere(
  text: string,
  name: string,
  { store, enrolled }: Pick<EnrolProps, 'store' | 'enrolled'>,
): Promise<string | null> {
  const read = parseEnrolmentCode(text)
  if (!read.ok) return say(text.trim().startsWith(ENROLMENT_PREFIX) ? 'enrol/damaged' : 'enrol/not-a-code')
  // This page may call its own origin and nothing else.
  if (read.value.server !== location.origin) return say('enrol/other-server', { server: read.value.server })
  try {
    // The private half can never be read out again, by this page or by any other.
    const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
    const before = { line: scannerLine(browserFetch, wallClock, verifyInBrowser), verify: verifyInBrowser }
    const given = { fetch: browserFetch, key, name: name || say('enrol/default-name'), checkpoint: null, before }
    await enrolScanner(store, read.value, given)
    await enrolled()
    return null
  } catch (error) {
    if (error instanceof Rejected) return say('enrol/rejected', { detail: error.message })
    if (error instanceof SignInFirst) return say('flights-fault/sign-in')
    if (error instanceof Unreachable) return say('enrol/unreachable')
    if (error instanceof StorageFailed) return say(`fault/storage-${error.fault}`)
    throw error
  }
}
