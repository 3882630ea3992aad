/** The timeline as a picture: SVG that stands alone, with no script, on a light ground. */
import { civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import type { Span, Timeline, TimelineRow } from './timeline.ts'

const WIDTH = 1200
const LEFT = 236
const RIGHT = 28
const TOP = 104
const ROW = 38
const BAR = 20
const LEGEND = 68
const COLOURS = {
  ink: '#1c2733',
  quiet: '#5d6b7a',
  grid: '#e3e8ed',
  band: '#f5f7f9',
  signs: '#0f6b5c',
  verifies: '#a9d8cc',
  announced: '#3b6fb5',
  compromised: '#c0272d',
  now: '#d9480f',
}
// A date inside a bar needs so much room.
const DATE_WIDTH = 84

/** Draws a row a key; `subtitle` says what it is a picture of. */
export function timelineSvg(timeline: Timeline, subtitle: string): string {
  const { rows } = timeline
  const bottom = TOP + rows.length * ROW
  const height = bottom + LEGEND
  const x = (at: EpochSeconds) =>
    LEFT + Math.round(((at - timeline.from) / (timeline.to - timeline.from)) * (WIDTH - LEFT - RIGHT) * 10) / 10
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" ` +
      'role="img" font-family="system-ui, -apple-system, \'Segoe UI\', \'DejaVu Sans\', sans-serif">',
    '<title>The keys of the authority: what signs, what verifies, until when</title>',
    `<defs>${hatch('will', COLOURS.announced, '#ffffff')}${hatch('register', COLOURS.compromised, '#fbe9e9')}</defs>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(24, 36, 'Keys: what signs, what verifies, until when', { size: 20, weight: 600 }),
    text(24, 58, subtitle, { size: 13, fill: COLOURS.quiet }),
    ...rows.map((row, at) => ground(row, rows[at - 1], at)),
    ...axis(timeline, x, bottom),
    ...rows.flatMap((row, at) => drawRow(row, TOP + at * ROW, timeline.now, x)),
    ...nowLine(timeline.now, x, bottom),
    ...legend(bottom + 40),
    '</svg>',
    '',
  ].join('\n')
}

type Scale = (at: EpochSeconds) => number

function drawRow(row: TimelineRow, top: number, now: EpochSeconds, x: Scale): string[] {
  const { name, purpose, state, signs, verifies, compromisedAt } = row
  const middle = top + ROW / 2
  const fill = state === 'compromised' ? COLOURS.compromised : COLOURS.quiet
  return [
    text(24, middle + 4.5, name, { size: 13, family: 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace' }),
    text(130, middle - 2, purpose, { size: 12.5, weight: 600 }),
    text(130, middle + 12, purpose === 'root' ? 'signs trust lists' : state, { size: 11, fill }),
    ...(verifies === null ? [] : bar(verifies, middle, now, x, verifiesStyle(row))),
    ...(signs === null ? [] : bar(signs, middle, now, x, signsStyle(row))),
    ...(compromisedAt === null ? [] : cross(x(compromisedAt), middle)),
  ]
}

interface BarStyle {
  readonly fill: string
  readonly stroke: string
  readonly ink: string
}

function signsStyle({ state }: TimelineRow): BarStyle {
  if (state === 'announced') return { fill: 'url(#will)', stroke: COLOURS.announced, ink: COLOURS.ink }
  return { fill: COLOURS.signs, stroke: COLOURS.signs, ink: '#ffffff' }
}

function verifiesStyle({ state }: TimelineRow): BarStyle {
  if (state === 'announced') return { fill: '#ffffff', stroke: COLOURS.announced, ink: COLOURS.ink }
  if (state === 'compromised') return { fill: 'url(#register)', stroke: COLOURS.compromised, ink: COLOURS.ink }
  return { fill: COLOURS.verifies, stroke: COLOURS.verifies, ink: COLOURS.ink }
}

function bar(span: Span, middle: number, now: EpochSeconds, x: Scale, { fill, stroke, ink }: BarStyle): string[] {
  const [from, to] = [x(span.from), x(span.to)]
  const width = Math.max(1.5, to - from)
  const shape = `<rect x="${from}" y="${middle - BAR / 2}" width="${width.toFixed(1)}" height="${BAR}" rx="2" `
  const drawn = `${shape}fill="${fill}" stroke="${stroke}"/>`
  // The date stands at the end of its bar, before the line for now if that would run through it.
  const isCrossed = x(now) > to - DATE_WIDTH && x(now) < to
  const right = isCrossed ? x(now) : to
  if (right - from < DATE_WIDTH) return [drawn]
  const plate = `<rect x="${right - 78}" y="${middle - 7.5}" width="74" height="15" rx="2" fill="#ffffff" fill-opacity="0.9"/>`
  const date = text(right - 7, middle + 4, civilDateAt(span.to), { size: 11, fill: ink, anchor: 'end' })
  return fill.startsWith('url') ? [drawn, plate, date] : [drawn, date]
}

function ground(row: TimelineRow, before: TimelineRow | undefined, at: number): string {
  const y = TOP + at * ROW
  // A line where the purpose changes keeps what belongs together apart from the rest.
  const line = `<line x1="16" y1="${y}" x2="${WIDTH - 16}" y2="${y}" stroke="${COLOURS.grid}"/>`
  return row.purpose === before?.purpose ? '' : line
}

function axis({ ticks }: Timeline, x: Scale, bottom: number): string[] {
  return ticks.flatMap(({ at, label }) => [
    `<line x1="${x(at)}" y1="${TOP - 6}" x2="${x(at)}" y2="${bottom}" stroke="${COLOURS.grid}"/>`,
    text(x(at), TOP - 12, label.length === 4 ? `${label}-01-01` : label, {
      size: 11,
      fill: COLOURS.quiet,
      anchor: 'middle',
    }),
  ])
}

function nowLine(now: EpochSeconds, x: Scale, bottom: number): string[] {
  return [
    `<line x1="${x(now)}" y1="${TOP - 6}" x2="${x(now)}" y2="${bottom + 6}" stroke="${COLOURS.now}" stroke-width="1.6"/>`,
    text(x(now), bottom + 19, `now, ${civilDateAt(now)}`, {
      size: 11,
      fill: COLOURS.now,
      weight: 600,
      anchor: 'middle',
    }),
  ]
}

function cross(at: number, middle: number): string[] {
  const arm = 5.5
  return [
    `<circle cx="${at}" cy="${middle}" r="9.5" fill="#ffffff" stroke="${COLOURS.compromised}" stroke-width="1.6"/>`,
    `<path d="M${at - arm} ${middle - arm}l${arm * 2} ${arm * 2}m0 ${-arm * 2}l${-arm * 2} ${arm * 2}" ` +
      `stroke="${COLOURS.compromised}" stroke-width="2.2" fill="none"/>`,
  ]
}

function legend(y: number): string[] {
  const entries: readonly (readonly [string, string, string])[] = [
    [COLOURS.signs, COLOURS.signs, 'signs'],
    [COLOURS.verifies, COLOURS.verifies, 'verifies only'],
    ['url(#will)', COLOURS.announced, 'announced: will sign'],
    ['#ffffff', COLOURS.announced, 'will verify only'],
    ['url(#register)', COLOURS.compromised, 'verifies what its register names'],
  ]
  const widths = entries.map(([, , label]) => 44 + label.length * 6.9)
  const swatches = entries.flatMap(([fill, stroke, label], at) => {
    const left = 24 + widths.slice(0, at).reduce((sum, width) => sum + width, 0)
    return [
      `<rect x="${left}" y="${y - 10}" width="24" height="13" rx="2" fill="${fill}" stroke="${stroke}"/>`,
      text(left + 31, y + 1, label, { size: 12 }),
    ]
  })
  const left = 24 + widths.reduce((sum, width) => sum + width, 0) + 10
  return [...swatches, ...cross(left, y - 4), text(left + 16, y + 1, 'compromised since', { size: 12 })]
}

function hatch(id: string, stroke: string, ground: string): string {
  return (
    `<pattern id="${id}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
    `<rect width="7" height="7" fill="${ground}"/><line x1="0" y1="0" x2="0" y2="7" stroke="${stroke}" stroke-width="3"/></pattern>`
  )
}

interface TextStyle {
  readonly size: number
  readonly weight?: number
  readonly fill?: string
  readonly anchor?: 'middle' | 'end'
  readonly family?: string
}

function text(x: number, y: number, content: string, style: TextStyle): string {
  const { size, weight = 400, fill = COLOURS.ink, anchor = 'start', family } = style
  const escaped = content.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  const font = family === undefined ? '' : ` font-family="${family.replaceAll('"', "'")}"`
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}"${font}>${escaped}</text>`
}
