/** What a caller is told of the faults of acts: a row a fault, so that the compiler names the one that has none. */
import type { FieldFault } from '#evisa/field-fault.ts'
import type { Result } from '#evisa/result.ts'
import { Problem, type ProblemCode, type ProblemMore } from './problem.ts'

/** Why an act was not done, alone or with what belongs to it. */
type Fault = string | { readonly kind: string }
type KindOf<F extends Fault> = F extends { readonly kind: infer Kind extends string } ? Kind : F & string

export type Told = readonly [code: ProblemCode, detail: string, more?: ProblemMore]

/** For each fault what is told, or how that comes of what the fault holds. */
export type ProblemsOf<F extends Fault> = {
  readonly [Kind in KindOf<F>]: Told | ((fault: Extract<F, { readonly kind: Kind }>) => Told)
}

export function problemOfFault<F extends Fault>(fault: F, problems: ProblemsOf<F>): Problem {
  const row = problems[(typeof fault === 'string' ? fault : fault.kind) as KindOf<F>] as Told | ((fault: F) => Told)
  return new Problem(...(typeof row === 'function' ? row(fault) : row))
}

/** What an act gives; throws the problem of its fault. */
export function orThrow<T, F extends Fault>(result: Result<T, F>, problems: ProblemsOf<F>): T {
  if (result.ok) return result.value
  throw problemOfFault(result.error, problems)
}

/** What a reader made of a part of the request; throws the problem that says why it could not. */
export function readOrThrow<T>(read: Result<T, string>): T {
  if (read.ok) return read.value
  throw new Problem('bad-request', read.error)
}

/** The faults of the fields of what was sent, all of them. */
export function problemOfFields(code: ProblemCode, errors: readonly FieldFault[]): Problem {
  return new Problem(code, errors.map(({ field, message }) => `${field} ${message}`).join('; '), { errors })
}
