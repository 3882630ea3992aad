import t from 'tap'
import { checkTerms } from '../../../evisa/terms/check-terms.ts'
import type { TermsEdition } from '../../../evisa/terms/terms-edition.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'

const terms = defaultTerms()
const [tourism, business] = terms.purposes
const [embassy] = terms.embassy_only
if (tourism === undefined || business === undefined || embassy === undefined) throw new Error('purposes and a row')
const sourced = { source: 'guide', draft: false }
const last = terms.purposes.length

const faults = (change: Partial<TermsEdition>) => {
  const checked = checkTerms({ ...terms, ...change }, { before: null, policy: defaultEdition() })
  return checked.ok ? [] : checked.faults.map(({ path, message }) => `${path}: ${message}`)
}

t.test('the terms to start from have no fault, and are given back', async (t) => {
  t.same(faults({}), [])
  t.match(checkTerms(terms, { before: null, policy: null }), { ok: true, edition: terms })
})

t.test('each fault by itself', async (t) => {
  const purposes = (rule: object) => ({ purposes: [...terms.purposes, rule] }) as Partial<TermsEdition>
  const rows = (change: object) => ({ embassy_only: [{ ...embassy, ...change }] })
  for (const [change, said] of [
    [{ effective_from: '2026-02-29' }, 'effective_from: 2026-02-29 is not a day of the calendar'],
    [{ sources: [...terms.sources, terms.sources[0]] }, `sources[${terms.sources.length}].id: guide is there twice`],
    [{ two_people: { ...terms.two_people, source: 'rumour' } }, 'two_people.source: there is no source rumour'],
    [purposes(tourism), `purposes[${last}].purpose: tourism is there twice`],
    [
      purposes({ purpose: 'rest', ask: 'not-at-all', serves: ['conference'], ...sourced }),
      `purposes[${last}].serves[0]: conference is no purpose that is asked for`,
    ],
    [
      purposes({ ...tourism, purpose: 'rest', categories: ['B12', 'B12'] }),
      `purposes[${last}].categories[1]: B12 is there twice`,
    ],
    [
      purposes({ ...tourism, purpose: 'rest', categories: ['C3'] }),
      `purposes[${last}].categories[0]: C3 is no category of the policy`,
    ],
    [rows({ nationalities: ['KAX'] }), /^embassy_only\[0\]\.nationalities\[0\]: KAX is no state or nationality/],
    [rows({ nationalities: ['KAZ'] }), 'embassy_only[0].nationalities[0]: KAZ: its own citizens need no visa'],
    [rows({ purposes: ['rest'] }), 'embassy_only[0].purposes[0]: there is no purpose rest'],
    [
      { embassy_only: [embassy, { ...embassy, purposes: embassy.purposes.toReversed() }] },
      /^embassy_only\[1\]\.purposes: .* is there twice$/,
    ],
  ] as const) {
    const found = faults(change as Partial<TermsEdition>)
    t.equal(found.length, 1, String(found))
    t.match(found[0], said)
  }
})

t.test('what has not the form of terms is told as such, at most a hundred times', async (t) => {
  t.same(faults({ fees: {} as never }), ['fees: takes a list of 1 to 500 fees'])
  t.equal(faults({ fees: Array.from({ length: 300 }, () => ({})) as never }).length, 100)
})
