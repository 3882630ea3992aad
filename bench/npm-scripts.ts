/** The project's programs as `npm run` starts them: with the flags that stand in package.json. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const PROJECT = resolve(import.meta.dirname, '..')

export interface NodeScript {
  readonly flags: readonly string[]
  /** Absolute. */
  readonly program: string
}

/** A script that is `node FLAGS PROGRAM`. */
export function nodeScript(name: string): NodeScript {
  const { scripts } = JSON.parse(readFileSync(resolve(PROJECT, 'package.json'), 'utf8'))
  const [node, ...words] = String(scripts[name]).split(' ')
  const program = words.find((word) => !word.startsWith('--'))
  if (node !== 'node' || program === undefined) throw new RangeError(`npm run ${name} is no program of node`)
  const flags = words.filter((word) => word.startsWith('--'))
  // npm runs it in the project's folder, and a bench in one of its own.
  const inProject = (flag: string) =>
    flag.replace(/^--import=(\..+)$/, (_, path) => `--import=${pathToFileURL(resolve(PROJECT, path))}`)
  return { flags: flags.map(inProject), program: resolve(PROJECT, program) }
}
