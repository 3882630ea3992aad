/** The facts to compare with the passport in the hand: side by side where it was read, differences letter by letter. */

import { type CivilDate, formatInstant } from '#evisa/civil-date.ts'
import type { BorderFacts, CarrierFacts, Decision } from '#evisa/decision.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { say } from '../language.ts'
import { type ComparedField, comparePassport, type Marked } from '../scanning/passport-comparison.ts'
import type { Verdict } from '../scanning/scanner-state.ts'

interface FactsProps {
  /** As it stands by now: what was recorded upon it counts. */
  readonly decision: Decision
  readonly verdict: Verdict
}

export function VisaFacts({ decision, verdict }: FactsProps) {
  const { visa, asked_for } = decision
  if (visa === null) return null
  // What the e-visa allows comes first for a guard; for a gate what stands on the paper does.
  const isGuard = 'claims' in visa
  const terms = <Terms visa={visa} askedFor={asked_for} />
  return (
    <>
      {isGuard && terms}
      <Compared visa={visa} askedFor={asked_for} verdict={verdict} />
      {!isGuard && terms}
      {isGuard && <Crossings visa={visa} />}
    </>
  )
}

interface OfVisa {
  readonly visa: CarrierFacts | BorderFacts
  readonly askedFor: CivilDate
}

function Compared({ visa, askedFor, verdict: { passenger, situation } }: OfVisa & Pick<FactsProps, 'verdict'>) {
  const rows = comparePassport(visa, passenger.mrz, askedFor)
  const isRead = passenger.mrz !== null
  return (
    <section class="facts">
      <table>
        <caption>{say(isRead ? 'facts/compared' : 'facts/to-compare')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">{say('facts/field')}</span>
            </th>
            <th scope="col">{say('facts/visa')}</th>
            {isRead && <th scope="col">{say('facts/passport')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.field} data-field={row.field} class={row.onPassport === null || row.equal ? '' : 'differs'}>
              <th scope="row">{say(`field/${row.field}` as `field/${ComparedField}`)}</th>
              <td>
                <Letters marked={row.visaMarks} />
              </td>
              {isRead && (
                <td>
                  <Letters marked={row.passportMarks} />
                  {row.isCut && <span class="cut">… {say('facts/cut')}</span>}
                  {row.onPassport !== null && !row.equal && <b class="differs-word"> {say('facts/differs')}</b>}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {!isRead && situation.audience !== 'exit' && <p class="note">{say('facts/by-eye')}</p>}
    </section>
  )
}

/** What the e-visa allows. */
function Terms({ visa, askedFor }: OfVisa) {
  return (
    <dl class="terms">
      {'claims' in visa && <Entries visa={visa} />}
      <Fact label={say('facts/valid')} value={`${visa.valid_from} – ${visa.valid_until}`} />
      <Fact label={say('facts/asked-for')} value={askedFor} />
      <Fact label={say('facts/number')} value={formatVisaNumber(visa.visa_number)} />
      <Fact label={say('facts/category')} value={visa.category} />
    </dl>
  )
}

function Entries({ visa }: { readonly visa: BorderFacts }) {
  const { entries_used, entries_allowed, last_permitted_day } = visa
  const allowed = entries_allowed === 'multiple' ? say('facts/multiple') : String(entries_allowed)
  return (
    <>
      <Fact label={say('facts/entries')} value={say('facts/entries-used', { used: entries_used, allowed })} />
      <Fact label={say('facts/last-day')} value={last_permitted_day} />
    </>
  )
}

function Crossings({ visa }: { readonly visa: BorderFacts }) {
  const all = [...visa.crossings, ...visa.notes].sort((one, other) => one.at - other.at)
  if (all.length === 0) return null
  return (
    <ul class="crossings" aria-label={say('facts/crossings')}>
      {all.map(({ id, action, checkpoint, at, device }) => (
        <li key={id}>
          {say(`action/${action}`)} · {checkpoint} · {formatInstant(at).slice(0, 16).replace('T', ' ')} · {device}
        </li>
      ))}
    </ul>
  )
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** A text in which the letters that differ are marked: underlined, not by colour alone; what a passport has no room for is set aslant. */
function Letters({ marked }: { readonly marked: readonly Marked[] }) {
  return (
    <span class="letters">
      {marked.map(({ text, differs, cut }, at) => {
        if (differs) return <mark key={`${at}${text}`}>{text}</mark>
        if (cut) return <i key="cut">{text}</i>
        return text
      })}
    </span>
  )
}
