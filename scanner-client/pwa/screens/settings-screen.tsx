/** How the page looks and sounds, how it stands with storage and data, a bundle from a stick, enrolling anew. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { civilDateAt } from '#evisa/civil-date.ts'
import { KEPT_DAYS, type KeptRecords, type ScannerStore, StorageFailed } from '../../offline/scanner-store.ts'
import { UntrustedData } from '../../offline/take-set.ts'
import { verifyInBrowser, wallClock } from '../browser-platform.ts'
import { askForPersistence } from '../installation/persistence.ts'
import { say, sayAge } from '../language.ts'
import { LOCK_AFTER, LOCK_AFTER_MINUTES, type Preferences, preferences } from '../scanning/preferences.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { installPrompt, lacks, persistence } from './app-state.ts'
import { LanguagePicker } from './language-picker.tsx'

interface SettingsProps {
  readonly scanner: ScannerModel
  readonly store: ScannerStore
  readonly isTraining: boolean
  readonly leave: () => void
}

const THEMES: readonly Preferences['theme'][] = ['auto', 'day', 'glare', 'night']
const CLEAR_AFTER = [10, 30, 60, 0] as const

export function SettingsScreen({ scanner, store, isTraining, leave }: SettingsProps) {
  const unsent = scanner.line.value?.unsent ?? 0
  return (
    <main class="form">
      <h1>{say('menu/settings')}</h1>
      <h2>{say('settings/language')}</h2>
      <LanguagePicker />
      <Choices isBorder={scanner.enrolment.role === 'border'} />
      <DeviceFacts scanner={scanner} store={store} />
      {lacks.value.map((fault) => (
        <p key={fault} class="note">
          {say(`environment/${fault}`)}
        </p>
      ))}
      {!isTraining && <Bundle scanner={scanner} store={store} />}
      {installPrompt.value !== null && (
        <button
          type="button"
          onClick={async () => {
            await installPrompt.value?.prompt()
            installPrompt.value = null
          }}
        >
          {say('install/do')}
        </button>
      )}
      <h2>{say('settings/leave')}</h2>
      {!isTraining && unsent > 0 && <p class="note">{say('unsent/warning', { n: unsent })}</p>}
      <p>{say(isTraining ? 'settings/leave-training' : 'settings/enrol-anew')}</p>
      <button type="button" onClick={leave}>
        {say(isTraining ? 'training/leave' : 'enrol/anew')}
      </button>
    </main>
  )
}

function Choices({ isBorder }: { readonly isBorder: boolean }) {
  const chosen = preferences.value
  const change = (changed: Partial<Preferences>) => {
    preferences.value = { ...chosen, ...changed }
  }
  return (
    <>
      <h2>{say('settings/theme')}</h2>
      <fieldset class="row choices">
        <legend class="unseen">{say('settings/theme')}</legend>
        {THEMES.map((theme) => (
          <button key={theme} type="button" aria-pressed={chosen.theme === theme} onClick={() => change({ theme })}>
            {say(`theme/${theme}`)}
          </button>
        ))}
      </fieldset>
      <label class="check">
        <input type="checkbox" checked={chosen.sound} onChange={() => change({ sound: !chosen.sound })} />
        {say('settings/sound')}
      </label>
      <label class="check">
        <input type="checkbox" checked={chosen.camera} onChange={() => change({ camera: !chosen.camera })} />
        {say('settings/camera')}
      </label>
      {isBorder && (
        <label>
          {say('settings/lock-after')}
          <select
            value={String(chosen.lockAfter ?? LOCK_AFTER_MINUTES)}
            onChange={({ currentTarget }) =>
              change({
                lockAfter: LOCK_AFTER.find((minutes) => String(minutes) === currentTarget.value) ?? LOCK_AFTER_MINUTES,
              })
            }
          >
            {LOCK_AFTER.map((minutes) => (
              <option key={minutes} value={String(minutes)}>
                {sayAge(60 * minutes)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {say('settings/clear-after')}
        <select
          value={String(chosen.clearAfter)}
          onChange={({ currentTarget }) => change({ clearAfter: Number(currentTarget.value) as 0 | 10 | 30 | 60 })}
        >
          {CLEAR_AFTER.map((seconds) => (
            <option key={seconds} value={String(seconds)}>
              {seconds === 0 ? say('settings/never') : sayAge(seconds)}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

function DeviceFacts({ scanner: { enrolment, line }, store }: Pick<SettingsProps, 'scanner' | 'store'>) {
  const { device, name, role, server } = enrolment
  const age = line.value?.dataAge ?? null
  const kept = useSignal<KeptRecords | null>(null)
  const lost = useSignal(0)
  useEffect(() => {
    void store.keptRecords().then((found) => {
      kept.value = found
    })
    void store.checkRecords().then((found) => {
      lost.value = found
    })
  }, [])
  return (
    <>
      <h2>{say('settings/device')}</h2>
      <dl>
        <dt>{say('report/device')}</dt>
        <dd>
          {name} ({device}), {say(`role/${role}`)}
        </dd>
        <dt>{say('settings/server')}</dt>
        <dd>{server}</dd>
        <dt>{say('settings/data')}</dt>
        <dd>
          {age === null ? say('line/no-data') : say('line/data-age', { age: sayAge(age) })}
          {line.value?.isLedgerBehind === true && <b> {say('line/ledger-behind')}</b>}
        </dd>
        {role === 'border' && kept.value !== null && <Kept kept={kept.value} />}
        {lost.value > 0 && (
          <dd>
            <b>{say('kept/lost', { n: lost.value })}</b>
          </dd>
        )}
        <dt>{say('settings/storage')}</dt>
        <dd>{say(`storage/${persistence.value}`)}</dd>
      </dl>
      {persistence.value === 'not-persisted' && (
        <button
          type="button"
          onClick={async () => {
            persistence.value = await askForPersistence(navigator)
          }}
        >
          {say('storage/ask')}
        </button>
      )}
    </>
  )
}

/** What this scanner could still give back to a store that lost it. */
function Kept({ kept: { count, since, dropped } }: { readonly kept: KeptRecords }) {
  const values = { n: count, days: KEPT_DAYS, since: since === null ? '' : civilDateAt(since) }
  return (
    <>
      <dt>{say('settings/kept')}</dt>
      <dd>
        {say(since === null ? 'kept/none' : 'kept/records', values)}
        {dropped > 0 && <b> {say('kept/dropped', { n: dropped })}</b>}
      </dd>
    </>
  )
}

/** For an airport that stays offline: the same data from a stick. */
function Bundle({ scanner, store }: Pick<SettingsProps, 'scanner' | 'store'>) {
  const said = useSignal<string | null>(null)
  return (
    <>
      <h2>{say('bundle/title')}</h2>
      <label class="button">
        {say('bundle/choose')}
        <input
          class="unseen"
          type="file"
          onChange={async ({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            if (file === undefined) return
            said.value = await takeBundle(file, store)
            currentTarget.value = ''
            await scanner.refresh()
          }}
        />
      </label>
      {said.value !== null && <p role="status">{said.value}</p>}
    </>
  )
}

/** Returns what to say of it. */
async function takeBundle(file: Blob, store: ScannerStore): Promise<string> {
  // Few bring one, so it is fetched then; where there is never a network the service worker has it as it has the page.
  const { importBundle, NotABundle } = await import('../../offline/import-bundle.ts')
  try {
    const report = await importBundle(store, linesOf(file), verifyInBrowser, wallClock())
    return say('bundle/taken', { n: report.newArtefacts, m: report.newCrossings })
  } catch (error) {
    if (error instanceof NotABundle) return say('bundle/none')
    if (error instanceof UntrustedData) return say('bundle/untrusted', { why: error.message })
    if (error instanceof StorageFailed) return say(`fault/storage-${error.fault}`)
    throw error
  }
}

/** Reads line by line, since a bundle with a ledger does not fit into memory twice. */
async function* linesOf(file: Blob): AsyncGenerator<string> {
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}
