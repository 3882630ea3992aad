/** The answers of a flight: counted by outcome, which also filters them, exceptions first. */
import { type Signal, useSignal } from '@preact/signals'
import { FLIGHT_OUTCOMES } from '#evisa/flight-reasons.ts'
import { flightWordFor } from '#evisa/instructions.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { localized, say } from '../language.ts'
import { OutcomeShape } from '../screens/outcome-shape.tsx'
import type { ReceiptedAnswer } from './flight-documents.ts'
import { countsOf, type RowFilter, rowsOf, type ShownFlight } from './shown-flight.ts'

interface FlightTableProps {
  readonly shown: ShownFlight
  readonly openReceipt: (answer: ReceiptedAnswer) => void
}

export function FlightTable({ shown, openReceipt }: FlightTableProps) {
  const filter = useSignal<RowFilter>('all')
  const rows = rowsOf(shown, filter.value)
  return (
    <>
      <Counters shown={shown} filter={filter} />
      <div class="scroll">
        <table class="passengers">
          <caption class="unseen">{say('flight/answers')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('flight/answer')}</th>
              <th scope="col">{say('flight/row')}</th>
              <th scope="col">{say('flight/reference')}</th>
              <th scope="col">{say('flight/instruction')}</th>
              <th scope="col">{say('flight/evisa')}</th>
              <th scope="col" class="no-print">
                {say('receipt/title')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((answer) => (
              <Row key={answer.row} answer={answer} openReceipt={openReceipt} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <p class="state">{say('flight/no-rows')}</p>}
    </>
  )
}

function Counters({ shown, filter }: { readonly shown: ShownFlight; readonly filter: Signal<RowFilter> }) {
  const counts = countsOf(shown)
  const changed = rowsOf(shown, 'changed').length
  const button = (name: RowFilter, count: number, label: string) => (
    <button
      key={name}
      type="button"
      class={`counter ${name}`}
      aria-pressed={filter.value === name}
      onClick={() => {
        filter.value = name
      }}
    >
      {name !== 'all' && name !== 'changed' && <OutcomeShape outcome={name} />}
      <b>{count}</b> {label}
    </button>
  )
  return (
    <fieldset class="counters">
      <legend class="unseen">{say('flight/filter')}</legend>
      {button('all', shown.answers.size, say('flight/all'))}
      {FLIGHT_OUTCOMES.map((outcome) =>
        button(
          outcome,
          counts[outcome === 'not-applicable' ? 'not_applicable' : outcome],
          localized(flightWordFor(outcome)),
        ),
      )}
      {changed > 0 && button('changed', changed, say('flight/changed'))}
    </fieldset>
  )
}

function Row({ answer, openReceipt }: Pick<FlightTableProps, 'openReceipt'> & { readonly answer: ReceiptedAnswer }) {
  const { row, reference, outcome, reason, word, instruction, visa, changed_from: before, receipt } = answer
  return (
    <tr data-outcome={outcome} data-reason={reason ?? ''} data-row={row}>
      <td class={`outcome ${outcome}`}>
        <OutcomeShape outcome={outcome} /> {localized(word)}
        {before !== null && (
          <span class="was">{say('flight/was', { word: localized(flightWordFor(before.outcome)) })}</span>
        )}
      </td>
      <td>{row}</td>
      <th scope="row">{reference ?? '–'}</th>
      <td class="instruction">{localized(instruction)}</td>
      <td class="evisa">
        {visa === null ? '–' : `${visa.surname} ${visa.given_names} · ${visa.passport_number} · `}
        {visa !== null && <span class="letters">{formatVisaNumber(visa.visa_number)}</span>}
      </td>
      <td class="no-print receipt-of">
        {receipt !== null && (
          <button
            type="button"
            aria-label={say('receipt/of-row', { row, reference: reference ?? '' })}
            onClick={() => openReceipt(answer)}
          >
            {say('receipt/open')}
          </button>
        )}
      </td>
    </tr>
  )
}
