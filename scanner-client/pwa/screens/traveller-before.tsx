/** Above whatever is shown: the traveller before, whose admission nobody confirmed, and what became of those who are not in front. */
import { useEffect } from 'preact/hooks'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { type Message, say } from '../language.ts'
import { followHotKeys } from '../scanning/hot-keys.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import type { TravellerNote } from '../scanning/scanner-state.ts'

/** No key of a verdict, nor of the reasons by which somebody is turned away. */
const WAYS = [
  ['7', 'admit', 'pending/admit'],
  ['8', 'second-line', 'border/second-line'],
  ['9', 'walked-away', 'pending/walked-away'],
] as const satisfies readonly (readonly [string, string, Message])[]

interface BeforeProps {
  readonly scanner: ScannerModel
  readonly isTraining: boolean
}

export function TravellerBefore({ scanner, isTraining }: BeforeProps) {
  const { value: pending } = scanner.pending
  const { value: note } = scanner.note
  useEffect(() => {
    if (pending === null) return
    return followHotKeys(document, () =>
      Object.fromEntries(WAYS.map(([key, how]) => [key, () => void scanner.resolve(how)])),
    )
  }, [pending])
  const visa = pending?.verdict.scan.decision.visa ?? null
  return (
    <>
      <p class={note === null ? 'unseen' : 'note traveller'} role="status">
        {note !== null && sayNote(note, isTraining)}
      </p>
      {visa !== null && (
        <section class="before" aria-label={say('pending/label')}>
          <p role="status">
            {say('pending/title')} <b>{whose(`${visa.surname} ${visa.given_names}`, visa.visa_number)}</b>
          </p>
          <div class="row">
            {WAYS.map(([key, how, label]) => (
              <button key={how} type="button" disabled={scanner.busy.value} onClick={() => void scanner.resolve(how)}>
                {say(label)} <kbd>{key}</kbd>
              </button>
            ))}
          </div>
        </section>
      )}
    </>
  )
}

function whose(name: string, visaNumber: string | null): string {
  const number = visaNumber === null ? null : formatVisaNumber(visaNumber)
  return [name.trim(), number].filter(Boolean).join(', ') || say('records/no-visa')
}

function sayNote({ what, name, visaNumber, kept }: TravellerNote, isTraining: boolean): string {
  const isUnresolved = what !== 'admitted' && what !== 'referred' && what !== 'exit'
  const record =
    kept === 'old-server'
      ? say(isTraining ? 'before/training' : 'before/old-server')
      : isUnresolved
        ? say('before/unresolved')
        : ''
  return `${whose(name, visaNumber)}: ${say(`before/${what}`)} ${record}`.trim()
}
