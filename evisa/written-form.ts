/** Whether what an authority wrote has the form that it should have; else every place where it has not, and what it takes there. */
import type { Validator } from 'typebox/schema'
import { fail, ok, type Result } from './result.ts'
import { shapeFaults } from './shape-faults.ts'

/** What is to be known or mended. `path` as in `checkpoints[3].kind`; empty for the whole. */
export interface Remark {
  readonly path: string
  readonly message: string
}

/** What was found of an edition: all that is wrong with it, or what a second person should look at. */
export type CheckedEdition<E> =
  | { readonly ok: true; readonly edition: E; readonly warnings: readonly Remark[] }
  | { readonly ok: false; readonly faults: readonly Remark[] }

/** As many faults are told. */
export const MAX_FAULTS = 100

export interface WrittenForm<T> {
  readonly validator: { Check(value: unknown): value is T } & Validator
  /** What a place takes, whatever the position in a list (`checkpoints[].kind`); undefined: in the words of JSON Schema. */
  readonly takesAt: (place: string) => string | undefined
  /** What to say of a name that is unknown within this member. */
  readonly unknownName: (within: string | undefined) => string
}

/** Reads it; fails with one remark for each place that is wrong. */
export function readWritten<T>(form: WrittenForm<T>, written: unknown): Result<T, readonly Remark[]> {
  const { validator, takesAt, unknownName } = form
  if (validator.Check(written)) return ok(written)
  return fail(
    shapeFaults(validator, written).map(({ at, kind, message }) => {
      const path = pathOf(at)
      if (kind === 'required') return { path, message }
      if (kind === 'unknown-member') return { path, message: unknownName(at[0]) }
      return { path, message: takesAt(path.replace(/\[\d+\]/g, '[]')) ?? message }
    }),
  )
}

function pathOf(at: readonly string[]): string {
  return at
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
}
