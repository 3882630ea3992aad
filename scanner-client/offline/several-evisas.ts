/** Several e-visas on one paper, as of a family: a passport tells whose is asked about, and without one a person does. */
import type { CarrierFacts, Decision } from '#evisa/decision.ts'
import { readPassport } from '#evisa/examination.ts'
import { isGraver } from '#evisa/reasons.ts'

/** A text and what was decided about it. */
export type Decided = readonly [text: string, decision: Decision]

/** One of them, as it is offered to be chosen. */
export interface OfferedEvisa {
  readonly text: string
  readonly visa: CarrierFacts
}

/** There are e-visas of several people, and nothing tells whose is meant: there is no verdict until somebody says so. */
export class SeveralEvisas extends Error {
  override name = 'SeveralEvisas'
  readonly evisas: readonly OfferedEvisa[]

  constructor(evisas: readonly OfferedEvisa[]) {
    super(`there are ${evisas.length} e-visas: read a passport or choose`)
    this.evisas = evisas
  }
}

/**
 * What was decided about the e-visa that is meant: that of the passport, where one was read; the only one, or the best
 * of several of one person; else the first text. Throws `SeveralEvisas`.
 */
export function meantEvisa(decided: readonly [Decided, ...Decided[]], mrz: string | undefined): Decided {
  const numbers = decided.map(([, { visa }]) => visa?.visa_number)
  const proven = decided.filter(([, { visa }], at) => visa !== null && numbers.indexOf(visa.visa_number) === at)
  const isOfPassport = ([, { findings }]: Decided) => !findings.some(({ reason }) => reason === 'passport/number')
  const isPassportRead = typeof readPassport(mrz) === 'object'
  const own = isPassportRead ? proven.filter(isOfPassport) : proven
  const people = new Set(own.map(([, { visa }]) => visa?.passport_number))
  if (!isPassportRead && people.size > 1) {
    throw new SeveralEvisas(proven.flatMap(([text, { visa }]) => (visa === null ? [] : [{ text, visa }])))
  }
  const [first, ...others] = own
  if (first === undefined) return proven[0] ?? decided[0]
  // Of one person's the one that lets pass is meant: a newer one stands beside what it replaced.
  return others.reduce((best, one) => (isGraver(best[1].outcome, one[1].outcome) ? one : best), first)
}
