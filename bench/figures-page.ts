/** The page of figures, `docs/figures.md`: a table of which a run replaces the rows that it measured. */
import type { BenchResult } from './targets.ts'

const INTRODUCTION = `# Figures

\`npm run bench -- --write\` measures and writes this table: ratios in one run on one machine, medians of several rounds. Costs
are processor time of the process that does the work, as the kernel accounts it to each of its threads, against the processor
time of the raw side, the fastest form that we know of (a signature in DER form, SQLite alone, a bare Fastify route), in the
same number of threads. Rates, which a busy machine bends, stand beside them. With a load far above the number of cores
processor time is bent as well, ours more than the floor's, since caches are lost at every turn: the load stands in the
details. A run that names benches replaces their rows and leaves the others.
`

const HEAD = '| bench | value | target | | measured | details |'
const RULE = '|---|---|---|---|---|---|'

/** When and where a run took place. */
export interface Occasion {
  /** A day, such as 2026-11-28. */
  readonly day: string
  readonly machine: string
}

/** The page with the rows of these results, in the order of `names`; `page` is the one of before, null if there is none. */
export function writeFigures(
  page: string | null,
  results: readonly BenchResult[],
  occasion: Occasion,
  names: readonly string[],
): string {
  const lines = (page ?? `${INTRODUCTION}\n${HEAD}\n${RULE}\n`).split('\n')
  const from = lines.indexOf(HEAD)
  if (from < 0) throw new Error(`the page of figures has no table that begins with ${HEAD}`)
  const first = from + 2
  const length = lines.slice(first).findIndex((line) => !line.startsWith('|'))
  const end = length < 0 ? lines.length : first + length
  const rows = new Map(lines.slice(first, end).map((line) => [nameOfRow(line), line]))
  for (const result of results) rows.set(result.name, rowOf(result, occasion))
  // What is measured no more stays where a person may take it out.
  const order = [...names, ...[...rows.keys()].filter((name) => !names.includes(name))]
  const sorted = order.flatMap((name) => rows.get(name) ?? [])
  return [...lines.slice(0, first), ...sorted, ...lines.slice(end)].join('\n')
}

/** The same table for a terminal. */
export function showResults(results: readonly BenchResult[], occasion: Occasion): string {
  return [HEAD, RULE, ...results.map((result) => rowOf(result, occasion)), ''].join('\n')
}

function rowOf({ name, value, unit, target, met, details }: BenchResult, { day, machine }: Occasion): string {
  const more = Object.entries(details).map(([what, figure]) => `${what} ${figure}`)
  const cells = [
    `\`${name}\``,
    `${value} ${unit}`,
    target,
    met ? 'met' : 'MISSED',
    `${day}, ${machine}`,
    more.join(', '),
  ]
  // A line between two cells would make another cell.
  return `| ${cells.map((cell) => cell.replaceAll('|', '/').replaceAll('\n', ' ')).join(' | ')} |`
}

function nameOfRow(row: string): string {
  return /^\| `([^`]+)`/.exec(row)?.[1] ?? row
}
