import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { analyse } from 'scslre'
import t from 'tap'
import { parseSync, Visitor } from 'vite'

const PROJECT = resolve(import.meta.dirname, '../..')
const ROOMS =
  '{evisa,platform,server,desk,keys,acquirer,mailbox,demonstration,start,pages,portal,scanner-client,examples}/**/*.{ts,tsx,mjs}'

interface Pattern {
  readonly path: string
  readonly pattern: string
  readonly flags: string
}

/** The patterns of a module: those of the language, and those of schemas, which are run as such. */
function patternsOf(path: string): Pattern[] {
  const found: Pattern[] = []
  new Visitor({
    Literal: (node) => {
      if ('regex' in node) found.push({ path, ...node.regex })
    },
    Property: ({ key, value }) => {
      const isPattern = key.type === 'Identifier' && key.name === 'pattern' && value.type === 'Literal'
      if (isPattern && typeof value.value === 'string') found.push({ path, pattern: value.value, flags: 'u' })
    },
  }).visit(parseSync(path, readFileSync(join(PROJECT, path), 'utf8')).program)
  return found
}

/** How the time of a pattern grows with the text, where that is faster than the text. */
const growthOf = ({ pattern: source, flags }: Pick<Pattern, 'pattern' | 'flags'>) =>
  analyse({ source, flags }).reports.map(
    ({ type, exponential }) => `${type} ${exponential ? 'exponential' : 'polynomial'}`,
  )

t.test('no pattern takes more than linear time, whatever text it meets', async (t) => {
  for (const source of ['(a+)+$', '=+$', '\\([^)]*\\)|x', '^\\s*\\{.*\\S.*$'])
    t.not(growthOf({ pattern: source, flags: 'g' }).length, 0, `this test would see ${source}`)
  const paths = globSync(ROOMS, { cwd: PROJECT, exclude: (name) => name === 'dist' })
  const patterns = paths.flatMap(patternsOf)
  t.ok(patterns.length > 200, `${patterns.length} patterns were looked at`)
  for (const { path, ...pattern } of patterns) t.same(growthOf(pattern), [], `${path}: ${pattern.pattern}`)
})
