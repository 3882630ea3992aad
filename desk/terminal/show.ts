/** Prints what a command found out: `json` for programs where `--json` was given, else `text` for people. */
export type Show = (json: unknown, text: string) => void
