/** What a story tells: each step with what was expected and what came. */
export type Note = (what: string, expected: string, got: string) => void
