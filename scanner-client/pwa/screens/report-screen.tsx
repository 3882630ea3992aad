/** The report of a shift: to be printed, or saved as text. No traveller is named on it. */
import { formatInstant } from '#evisa/civil-date.ts'
import { wallClock } from '../browser-platform.ts'
import { receiptFile, type SavedFile, saveFile } from '../flights/saved-files.ts'
import { type Message, say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import type { Shift } from '../scanning/shift.ts'
import { keptAnswers } from '../scanning/visa-desk-answers.ts'

export function ReportScreen({ scanner }: { readonly scanner: ScannerModel }) {
  const shift = scanner.shift.value
  if (shift === null) {
    return (
      <main class="form">
        <h1>{say('menu/report')}</h1>
        <p>{say('fault/shift')}</p>
      </main>
    )
  }
  const lines = reportLines(scanner, shift)
  const answers = keptAnswers(localStorage)
  return (
    <main class="form report">
      <h1>{say('report/title')}</h1>
      <table>
        <tbody>
          {lines.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{say(label)}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">{say('report/note')}</p>
      <div class="row no-print">
        <button type="button" class="main" onClick={() => print()}>
          {say('report/print')}
        </button>
        <button type="button" onClick={() => saveFile(reportFile(lines))}>
          {say('report/save')}
        </button>
        {answers.length > 0 && (
          <button type="button" onClick={() => saveFile(receiptFile('visa-desk', answers))}>
            {say('desk/answers', { n: answers.length })}
          </button>
        )}
      </div>
    </main>
  )
}

function reportLines({ enrolment, line, now }: ScannerModel, shift: Shift): readonly (readonly [Message, string])[] {
  const isCarrier = enrolment.role === 'carrier'
  const moment = (at: number) => formatInstant(at).slice(0, 16).replace('T', ' ')
  const counted: (readonly [Message, number])[] = [
    ['report/checked', shift.clear + shift.refer + shift.refuse],
    [isCarrier ? 'report/clear-carrier' : 'report/clear', shift.clear],
    ['report/refer', shift.refer],
    ['report/refuse', shift.refuse],
  ]
  const done: (readonly [Message, number | string])[] = isCarrier
    ? []
    : [
        ['report/admitted', shift.admitted],
        ['report/exits', shift.exits],
        ['report/turned-away', shift.turnedAway],
        ['report/unsent', line.value?.unsent ?? '–'],
      ]
  return [
    ['report/device', `${enrolment.name} (${enrolment.device})`],
    [isCarrier ? 'shift/airport' : 'shift/checkpoint', shift.checkpoint],
    ['shift/flight', shift.flight || '–'],
    ...(isCarrier ? [['shift/arrival', shift.arrival.replace('T', ' ')] as const] : []),
    ['shift/operator', shift.operator || '–'],
    ['report/began', moment(shift.began)],
    ['report/until', moment(now())],
    ...[...counted, ...done].map(([label, count]) => [label, String(count)] as const),
  ]
}

function reportFile(lines: readonly (readonly [Message, string])[]): SavedFile {
  const text = [say('report/title'), ...lines.map(([label, value]) => `${say(label)}: ${value}`), ''].join('\r\n')
  const name = `shift-${formatInstant(wallClock()).slice(0, 16).replaceAll(/[:T]/g, '-')}.txt`
  return { name, type: 'text/plain;charset=utf-8', text }
}
