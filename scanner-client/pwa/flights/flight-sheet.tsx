/** A sheet for the gate when nothing works any more: the list with what is known, or empty lines, and columns to write in. */
import type { FlightPlan } from '#evisa/flight.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { localized, say } from '../language.ts'
import type { ReceiptedAnswer } from './flight-documents.ts'
import { rowsOf, type ShownFlight } from './shown-flight.ts'

interface FlightSheetProps {
  /** Null for an empty sheet. */
  readonly shown: ShownFlight | null
  readonly close: () => void
}

const EMPTY_LINES = Array.from({ length: 30 }, (_, at) => at + 1)
const STEPS = ['1', '2', '3', '4', '5'] as const

export function FlightSheet({ shown, close }: FlightSheetProps) {
  return (
    <main class="sheet">
      <div class="row no-print">
        <button type="button" class="main" onClick={() => print()}>
          {say('report/print')}
        </button>
        <button type="button" onClick={close}>
          {say('sheet/close')}
        </button>
      </div>
      <h1>{say('sheet/title')}</h1>
      <Plan plan={shown?.plan ?? null} />
      <h2>{say('sheet/by-hand')}</h2>
      <ol>
        {STEPS.map((step) => (
          <li key={step}>{say(`sheet/step-${step}`)}</li>
        ))}
      </ol>
      <table>
        <caption class="unseen">{say('sheet/title')}</caption>
        <thead>
          <tr>
            {(['row', 'passenger', 'passport', 'evisa', 'known', 'seen', 'compared', 'decision'] as const).map(
              (name) => (
                <th key={name} scope="col">
                  {say(`sheet/${name}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {shown === null
            ? EMPTY_LINES.map((line) => <Line key={line} cells={[String(line), '', '', '', '']} />)
            : linesOf(shown).map((cells) => <Line key={cells[0]} cells={cells} />)}
        </tbody>
      </table>
    </main>
  )
}

function Plan({ plan }: { readonly plan: FlightPlan | null }) {
  const blank = '\u2002'.repeat(14)
  return (
    <dl>
      {(
        [
          ['shift/flight', plan?.flight],
          ['shift/airport', plan?.checkpoint],
          ['shift/arrival', plan?.arrival.slice(0, 16).replace('T', ' ')],
          ['sheet/by', null],
        ] as const
      ).map(([label, value]) => (
        <div key={label}>
          <dt>{say(label)}</dt>
          <dd>{value ?? <u>{blank}</u>}</dd>
        </div>
      ))}
    </dl>
  )
}

function Line({ cells }: { readonly cells: readonly string[] }) {
  return (
    <tr>
      {cells.map((cell, at) => (
        <td key={at}>{cell}</td>
      ))}
      <td class="write" />
      <td class="write" />
      <td class="write" />
    </tr>
  )
}

/** In the order of the list, as a gate works through it; rows that have no answer yet stand there too. */
function linesOf(shown: ShownFlight): readonly (readonly string[])[] {
  const listed = new Map(shown.list?.passengers.map((one) => [one.row, one]) ?? [])
  const answers = new Map(rowsOf(shown, 'all').map((one) => [one.row, one]))
  const rows = [...new Set([...listed.keys(), ...answers.keys()])].sort((one, other) => one - other)
  return rows.map((row) => {
    const answer: ReceiptedAnswer | undefined = answers.get(row)
    const passenger = listed.get(row)?.passenger
    const given = passenger?.ok ? passenger.value : {}
    const visa = answer?.visa ?? null
    const number = visa?.visa_number ?? given.visa_number
    const reference = answer?.reference ?? listed.get(row)?.reference ?? ''
    return [
      String(row),
      [reference, visa === null ? '' : `${visa.surname} ${visa.given_names}`].filter((part) => part !== '').join(' · '),
      [visa?.passport_number ?? given.passport_number, given.nationality]
        .filter((part) => part !== undefined)
        .join(' · '),
      number === undefined ? '' : formatVisaNumber(number),
      answer === undefined ? '' : localized(answer.word),
    ]
  })
}
