/** What `npm run bench` is asked for. */
import { parseArgs } from 'node:util'

export type BenchCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'list' }
  | { readonly kind: 'fault'; readonly text: string }
  | {
      readonly kind: 'run'
      /** Each once, in the order of the table. */
      readonly names: readonly string[]
      /** Where the results are written as JSON. */
      readonly json: string | null
      /** Whether the page of figures is written. */
      readonly write: boolean
    }

export const HELP = `npm run bench [-- NAME...] [--json FILE] [--list] [--write]

Measures what is named, or everything, and prints a table.

  --list        the names, what each of them is, and its target
  --json FILE   writes an array of {name, value, unit, target, met, details}
  --write       writes the rows of what ran into docs/figures.md
  --help        this text

Exit codes: 0 measured, whether the targets were met or not; 1 a bench failed; 2 usage.
`

const OPTIONS = {
  json: { type: 'string' },
  list: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Reads the arguments; `known` are the names that there are. */
export function readBenchArguments(args: readonly string[], known: readonly string[]): BenchCommand {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch (error) {
    // Only what the arguments themselves lack comes with such a code.
    if (!String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')) throw error
    return { kind: 'fault', text: (error as Error).message }
  }
  const { values, positionals } = parsed
  if (values.help) return { kind: 'help' }
  const unknown = positionals.find((name) => !known.includes(name))
  if (unknown !== undefined)
    return { kind: 'fault', text: `there is no bench ${unknown}; there are ${known.join(', ')}` }
  if (values.list) return { kind: 'list' }
  if (values.json === '') return { kind: 'fault', text: '--json takes a file' }
  return {
    kind: 'run',
    names: known.filter((name) => positionals.length === 0 || positionals.includes(name)),
    json: values.json ?? null,
    write: values.write,
  }
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
}
