/** The timeline for a terminal: a line a key, at most 100 columns. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Timeline, TimelineRow } from '#evisa/key-timeline.ts'

const NAME_COLUMNS = 12
const PURPOSE_COLUMNS = 9
const CHART_COLUMNS = 79
const SIGNS = '#'
const VERIFIES = '-'
const WILL_SIGN = '+'
const WILL_VERIFY = '.'
const BY_REGISTER = '~'
const COMPROMISED = 'x'
const NOW = '|'

const LEGEND = [
  `${SIGNS} signs   ${VERIFIES} verifies only   ${WILL_SIGN} will sign   ${WILL_VERIFY} will verify   ${NOW} now`,
  `${COMPROMISED} compromised   ${BY_REGISTER} verifies only what its register names`,
]

/** Draws it, with the legend under it. */
export function describeTimeline(timeline: Timeline): string {
  const columnOf = (at: EpochSeconds) =>
    Math.floor(((at - timeline.from) / (timeline.to - timeline.from)) * CHART_COLUMNS)
  const head = label('', '')
  const rows = timeline.rows.map((row) => label(row.name, row.purpose) + bars(row, timeline, columnOf))
  const isCompromised = timeline.rows.some(({ compromisedAt }) => compromisedAt !== null)
  const legend = isCompromised ? LEGEND : LEGEND.slice(0, 1)
  return [head + axis(timeline, columnOf), ...rows, '', ...legend.map((line) => head + line)].join('\n')
}

function label(name: string, purpose: string): string {
  return name.padEnd(NAME_COLUMNS) + purpose.padEnd(PURPOSE_COLUMNS)
}

function axis({ ticks }: Timeline, columnOf: (at: EpochSeconds) => number): string {
  let line = ''
  for (const { at, label: text } of ticks) {
    const column = columnOf(at)
    // A label that would touch the one before it, or stand out, is left out.
    if (column > line.length && column + text.length < CHART_COLUMNS) line = `${line.padEnd(column)}'${text}`
  }
  return line
}

function bars(row: TimelineRow, { now }: Timeline, columnOf: (at: EpochSeconds) => number): string {
  const { signs, verifies, compromisedAt, state } = row
  const cells = Array<string>(CHART_COLUMNS).fill(' ')
  const verifiesBy = { announced: WILL_VERIFY, active: VERIFIES, retired: VERIFIES, compromised: BY_REGISTER }[state]
  if (verifies !== null) cells.fill(verifiesBy, columnOf(verifies.from), columnOf(verifies.to) + 1)
  if (signs !== null) {
    cells.fill(state === 'announced' ? WILL_SIGN : SIGNS, columnOf(signs.from), columnOf(signs.to) + 1)
  }
  cells[columnOf(now)] = NOW
  if (compromisedAt !== null) cells[columnOf(compromisedAt)] = COMPROMISED
  return cells.join('').trimEnd()
}
