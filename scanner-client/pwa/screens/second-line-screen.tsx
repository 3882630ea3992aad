/** Second line: who was sent here and why, who has taken them, and what is done with them. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { formatInstant } from '#evisa/civil-date.ts'
import { becauseText } from '#evisa/instructions.ts'
import { readMrz } from '#evisa/mrz.ts'
import { BY_OFFICER } from '#evisa/refusal/officers-reasons.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { Referral } from '../../offline/referrals.ts'
import { localized, say, sayAge } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { screen, tick } from './app-state.ts'
import { FaultNote } from './fault-note.tsx'
import { TextField } from './text-field.tsx'

const ASK_EVERY_MS = 10_000

interface SecondLineProps {
  readonly scanner: ScannerModel
  readonly isTraining: boolean
}

export function SecondLineScreen({ scanner, isTraining }: SecondLineProps) {
  const { second, shift } = scanner
  const list = second.list.value
  const asOf = second.asOf.value
  const place = shift.value?.checkpoint ?? ''
  useEffect(() => {
    void second.load()
    const asking = setInterval(() => void second.load(), ASK_EVERY_MS)
    return () => clearInterval(asking)
  }, [place])
  // The age is told anew each second.
  const age = tick.value > 0 && asOf !== null ? Math.max(0, scanner.now() - asOf) : null
  return (
    <main class="form second-line" aria-busy={list === null ? true : undefined}>
      <h1>{say('menu/second-line')}</h1>
      <FaultNote scanner={scanner} />
      <p class="state">
        {place} · {age === null ? say('second-line/never-told') : say('second-line/told', { age: sayAge(age) })}
      </p>
      {!second.isTaken.value && <p class="note">{say(isTraining ? 'before/training' : 'second-line/old-server')}</p>}
      <p>{say('second-line/explain')}</p>
      {list?.length === 0 && <p>{say('second-line/nobody')}</p>}
      <ul class="referrals">
        {list?.map((one) => (
          <ReferralItem key={one.event.id} scanner={scanner} referral={one} />
        ))}
      </ul>
      {second.more.value && <p class="note">{say('second-line/more')}</p>}
    </main>
  )
}

interface ItemProps {
  readonly scanner: ScannerModel
  readonly referral: Referral
}

function ReferralItem({ scanner, referral }: ItemProps) {
  const { event, state, act, by } = referral
  const isClosing = useSignal(false)
  const text = useSignal('')
  const busy = scanner.busy.value
  const isRefused = busy || !scanner.second.isTaken.value
  const isOwnTaken = state === 'taken' && act?.device === scanner.enrolment.device
  const open = async () => {
    await (isOwnTaken ? scanner.second.open(referral) : scanner.second.take(referral))
    if (scanner.verdict.value !== null) screen.value = 'scan'
  }
  return (
    <li data-state={state}>
      <p>
        <b>{nameOf(referral)}</b> · {say(event.crossing === 'exit' ? 'scan/exit' : 'scan/entry')} ·{' '}
        {formatInstant(event.at).slice(11, 16)} · {event.operator ?? event.device}
      </p>
      <ul class="reasons">
        {event.reasons.map((reason) => (
          <li key={reason}>{wordsOf(reason)}</li>
        ))}
      </ul>
      <p class="state">
        {say(`second-line/${state}`)}
        {act !== null && ` · ${act.operator ?? act.device} · ${formatInstant(act.at).slice(11, 16)}`}
      </p>
      {by === 'hand-over' && <p class="note">{say('second-line/by-hand-over')}</p>}
      <div class="row">
        <button type="button" class="main" disabled={busy} onClick={() => void open()}>
          {say(isOwnTaken ? 'second-line/open-again' : 'second-line/take')}
        </button>
        {state === 'taken' && (
          <button
            type="button"
            disabled={isRefused}
            onClick={() => void scanner.second.act(referral, 'handed-back', null)}
          >
            {say('second-line/hand-back')}
          </button>
        )}
        <button
          type="button"
          aria-expanded={isClosing.value}
          onClick={() => {
            isClosing.value = !isClosing.value
          }}
        >
          {say('second-line/close')}
        </button>
      </div>
      {isClosing.value && (
        <form
          onSubmit={(submitted) => {
            submitted.preventDefault()
            void scanner.second.act(referral, 'closed', text.value.trim())
          }}
        >
          <TextField label={say('second-line/text')} value={text} required maxLength={200} />
          <button type="submit" disabled={isRefused || text.value.trim() === ''}>
            {say('second-line/close-do')}
          </button>
        </form>
      )}
    </li>
  )
}

/** The number of the e-visa, or else the name in the passport, or that nothing is known. */
function nameOf({ event }: Referral): string {
  if (event.visa_number !== null) return formatVisaNumber(event.visa_number)
  const lines = 'passport' in event ? event.passport : undefined
  const passport = lines === undefined ? null : readMrz(lines.join('\n'))
  return passport?.ok ? `${passport.value.surname} ${passport.value.givenNames}`.trim() : say('records/no-visa')
}

function wordsOf(reason: string): string {
  return reason === BY_OFFICER ? say('second-line/by-officer') : localized(becauseText(reason))
}
