/** What is wrong with the fees of an edition of the terms: whoever may ask for an e-visa must find one price for it. */
import { listedTwice } from '../listed-twice.ts'
import type { PolicyEdition } from '../policy.ts'
import type { Remark } from '../written-form.ts'
import { stateFaults } from './check-states.ts'
import type { Fee, TermsEdition } from './terms-edition.ts'

type Categories = Pick<PolicyEdition, 'categories'>

export function* feeFaults({ fees, purposes }: TermsEdition, policy: Categories | null): Iterable<Remark> {
  for (const [at, { nationalities }] of fees.entries()) {
    if (nationalities === null) continue
    const path = `fees[${at}].nationalities`
    if (nationalities.length === 0) yield { path, message: 'are none: nobody pays this fee' }
    yield* stateFaults(nationalities, path)
  }
  yield* doubleFees(fees)
  for (const [at, rule] of purposes.entries()) {
    if (rule.ask !== 'online') continue
    for (const [place, category] of rule.categories.entries())
      for (const message of lackingFees(category, fees, policy))
        yield { path: `purposes[${at}].categories[${place}]`, message }
  }
}

function* doubleFees(fees: readonly Fee[]): Iterable<Remark> {
  const rows = fees.flatMap(({ category, entries, nationalities }, at) =>
    (nationalities ?? ['all others']).map((whom) => ({ at, key: `${category}, entries ${entries}, ${whom}` })),
  )
  yield* listedTwice(
    rows.map(({ key }) => key),
    (place) => `fees[${rows[place]?.at}]`,
  )
}

function* lackingFees(category: string, fees: readonly Fee[], policy: Categories | null): Iterable<string> {
  const own = fees.filter((fee) => fee.category === category && fee.nationalities === null)
  if (policy === null) {
    if (own.length === 0) yield `${category} has no fee for all nationalities`
    return
  }
  const rule = policy.categories.find(({ code }) => code === category)
  if (rule === undefined) yield `${category} is no category of the policy`
  for (const entries of rule?.entries ?? [])
    if (!own.some((fee) => fee.entries === entries))
      yield `${category} with entries ${entries} has no fee for all nationalities`
}
