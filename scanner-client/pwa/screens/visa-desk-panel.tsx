/** Calling the visa desk about whom the rules leave to a person: its number, what to read out, and what it answered. */
import { useSignal } from '@preact/signals'
import { uuidv7 } from 'uuidv7'
import { formatInstant } from '#evisa/civil-date.ts'
import type { KeptReceipt, VisaDeskAnswer } from '#evisa/receipt-of-check.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { makeReceipt } from '../../offline/make-receipt.ts'
import { localized, say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import type { Verdict } from '../scanning/scanner-state.ts'
import { keepAnswer, referenceOf } from '../scanning/visa-desk-answers.ts'
import { openReceipt, stage, visaDesk } from './app-state.ts'
import { TextField } from './text-field.tsx'

const ANSWERS = ['board', 'do-not-board', 'no-answer'] as const satisfies readonly VisaDeskAnswer['said'][]

interface Noted {
  readonly answer: VisaDeskAnswer
  readonly receipt: KeptReceipt
}

interface PanelProps {
  readonly scanner: ScannerModel
  readonly verdict: Verdict
}

export function VisaDeskPanel({ scanner, verdict }: PanelProps) {
  const reference = useSignal(referenceOf(uuidv7())).value
  const by = useSignal('')
  const noted = useSignal<Noted | null>(null)
  const note = async (said: VisaDeskAnswer['said']) => {
    if (stage.value.name !== 'work') return
    const { store, isTraining } = stage.value
    const answer = { reference, said, by: by.value.trim() || null, at: scanner.now() }
    const { scan, situation, passenger } = verdict
    const receipt = await makeReceipt({ ...scan, visaDesk: answer }, situation, passenger.texts, store)
    if (!isTraining) keepAnswer(localStorage, receipt)
    noted.value = { answer, receipt }
  }
  return (
    <section class="visa-desk" aria-label={say('desk/call')}>
      <PhoneNumber />
      <dl class="terms">
        <div>
          <dt>{say('desk/reference')}</dt>
          <dd class="letters">{reference}</dd>
        </div>
      </dl>
      <h2>{say('desk/read-out')}</h2>
      <ul>
        {toReadOut(verdict).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {noted.value === null ? (
        <>
          <h2>{say('desk/answer')}</h2>
          <TextField label={say('desk/by')} value={by} maxLength={40} autocomplete="off" />
          <div class="row">
            {ANSWERS.map((said) => (
              <button key={said} type="button" onClick={() => void note(said)}>
                {say(`desk/${said}`)}
              </button>
            ))}
          </div>
        </>
      ) : (
        <Answered noted={noted.value} />
      )}
    </section>
  )
}

function PhoneNumber() {
  const desk = visaDesk.value
  if (desk === null) return <p class="note">{say('desk/no-number')}</p>
  const { phone, hours } = desk
  return (
    <p>
      <a class="phone" href={`tel:${phone.replaceAll(' ', '')}`}>
        {phone}
      </a>{' '}
      {hours === '24/7' ? say('desk/always') : say('desk/hours', { hours })}
    </p>
  )
}

function Answered({ noted: { answer, receipt } }: { readonly noted: Noted }) {
  const at = formatInstant(answer.at).slice(0, 16).replace('T', ' ')
  return (
    <>
      <p class="note" role="status">
        {say('desk/noted', { said: say(`desk/${answer.said}`), at })}
      </p>
      <button type="button" onClick={() => openReceipt(receipt)}>
        {say('desk/receipt')}
      </button>
    </>
  )
}

/** What the visa desk needs to find the e-visa, and what the scanner says of it. */
function toReadOut({ scan: { decision }, situation }: Verdict): readonly string[] {
  const { visa, instruction } = decision
  const journey = [situation.flight, situation.checkpoint, decision.asked_for].filter((part) => part !== undefined)
  return [
    ...(visa === null
      ? []
      : [
          `${say('facts/number')}: ${formatVisaNumber(visa.visa_number)}`,
          `${say('field/passport-number')}: ${visa.passport_number}`,
        ]),
    journey.join(' · '),
    localized(instruction),
  ]
}
