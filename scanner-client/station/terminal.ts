/** What the commands of the station share: the options that each takes, and how an answer is printed. */
import type { Language } from '#evisa/language.ts'
import type { StationOptions } from './station.ts'

/** The options that stand before every command. */
export interface Global extends StationOptions {
  readonly station: string
  readonly json?: boolean
  readonly lang: Language
}

export interface Terminal {
  options(): Global
  /** Prints the one or the other, as `--json` says. */
  print(json: unknown, text: string): void
}
