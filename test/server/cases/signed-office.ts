/** The office outside a demonstration: officers with keys of their own, and nothing lets anybody in without them. */
import type { Test } from 'tap'
import type { Answer, BuildOptions } from '../build-app.ts'
import { type Decider, type Deciders, deciders } from '../deciders.ts'
import { madeOffice, type Office } from './made-office.ts'

export interface SignedOffice extends Office {
  readonly people: Deciders
  readonly aigul: Decider
  readonly marat: Decider
  readonly boss: Decider
  /** Claims a case, looks at it, and signs what is decided of what was seen. */
  sign(by: Decider, reference: string, decision: object): Promise<Answer>
}

export async function signedOffice(t: Test, options: BuildOptions = {}): Promise<SignedOffice> {
  const office = await madeOffice(t, { mustSign: true, ...options })
  const people = await deciders(office)
  return {
    ...office,
    people,
    aigul: await people.make('Aigul', ['case-officer']),
    marat: await people.make('Marat', ['case-officer']),
    boss: await people.make('Boss', ['supervisor']),
    sign: async (by, reference, decision) => {
      const { revision } = await seen(by, reference)
      return by.sign({ kind: 'case', reference, revision, ...decision })
    },
  }
}

/** Claims a case and looks at it. */
export async function seen({ call }: Pick<Decider, 'call'>, reference: string): Promise<{ readonly revision: number }> {
  await call('POST', `/v1/cases/${reference}/claim`)
  return (await call('GET', `/v1/cases/${reference}`)).body
}

export const CLEAR = { decision: 'no-objection' }
export const AGREE = { decision: 'agree' }
