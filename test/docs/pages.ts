/** The pages for people, and the commands that they tell to run. */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const PROJECT = resolve(import.meta.dirname, '../..')

export interface Page {
  /** From the project's folder. */
  readonly path: string
  readonly text: string
}

export const PAGES: readonly Page[] = ['README.md', 'DECISIONS.md', 'docs/*.md', 'keys/README.md', 'examples/README.md']
  .flatMap((pattern) => globSync(pattern, { cwd: PROJECT }))
  .toSorted()
  .map((path) => ({ path, text: readFileSync(join(PROJECT, path), 'utf8') }))

/** A line to be typed: indented by four, and the remark behind it, which may say how it ends. */
export interface TypedLine {
  readonly line: string
  readonly remark: string
}

const TYPED = /^ {4}((?:export |[A-Z_]+=|npm |node |sh |curl ).*)$/gm

export function typedLines({ text }: Page): TypedLine[] {
  return [...text.matchAll(TYPED)].map(([, typed = '']) => {
    const [, line = '', remark = ''] = /^(.*?)(?:\s+# (.*))?$/.exec(typed) ?? []
    return { line, remark }
  })
}

/** A command of one of the programs, as it is typed or named in a sentence or a table. */
export interface NamedCommand {
  readonly program: 'authority' | 'scan' | 'keys'
  readonly words: readonly string[]
}

const NAMED = /(?:npm run (?:-s )?|^|[`|(=])(authority|scan|keys)(?: --)? ([^`|)#\n]+)/gm

/** Words are as a shell would take them; what stands in brackets may be left out, and is there. */
export function namedCommands({ text }: Page): NamedCommand[] {
  const code = [...text.matchAll(/^ {4}.*$|`[^`\n]+(?:\n[^`\n]+)?`/gm)].map(([found]) => found.replace(/\n/g, ' '))
  return code.flatMap((found) =>
    [...found.matchAll(NAMED)].flatMap(([, program, rest = '']) => {
      const words = [...rest.replaceAll(/[[\]]/g, ' ').matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(([word]) => word)
      // The program alone, without a command.
      return words[0] === '--' ? [] : [{ program: program as NamedCommand['program'], words }]
    }),
  )
}
