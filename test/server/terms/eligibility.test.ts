import countries from 'i18n-iso-countries/index.js'
import t from 'tap'
import { isKnownState } from '#evisa/policy/known-states.ts'
import { indexPolicy, type PolicyInForce } from '#evisa/policy.ts'
import { feeRowOf } from '#evisa/terms/fee-of.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import {
  type EligibilityAnswer,
  type EligibilityQuestion,
  eligibility,
  WAYS_OF_ENTRY,
} from '../../../server/terms/eligibility.ts'

const TODAY = '2026-11-30'
const terms = defaultTerms()
const [policy] = indexPolicy({ ...defaultPolicy(), version: 1, iat: 0, exp: 0 }).editions
if (policy === undefined) throw new Error('an edition')

const TOURIST: EligibilityQuestion = {
  ...{ citizenship: 'LKA', purpose: 'tourism', days: 14, entry: 'air', entries: null, passportExpires: null },
}
const ask = (
  change: Partial<EligibilityQuestion>,
  context: { terms?: TermsEdition; policy?: PolicyInForce } = {},
): EligibilityAnswer => eligibility({ ...TOURIST, ...change }, { policy, terms, today: TODAY, ...context })

const KINDS = ['own-citizen', 'visa-free', 'e-visa', 'by-air-only', 'embassy', 'not-for-this-purpose']

t.test('every state, purpose and way of entry has exactly one answer, for short and long stays', async (t) => {
  const states = [...Object.keys(countries.getAlpha3Codes()), 'RKS', 'XXA', 'XXB', 'GBN', 'UNO'].filter(isKnownState)
  t.ok(states.length > 240)
  const counted = new Map<string, number>()
  for (const citizenship of states)
    for (const { purpose } of terms.purposes)
      for (const entry of WAYS_OF_ENTRY)
        for (const days of [1, 14, 15, 30, 31, 91, 3660]) {
          const { kind, ...answer } = ask({ citizenship, purpose, entry, days })
          counted.set(kind, (counted.get(kind) ?? 0) + 1)
          const free = policy.visa_free[citizenship] ?? 0
          const where = `${citizenship} ${purpose} ${entry} ${days}`
          if (!KINDS.includes(kind)) t.fail(`${where}: ${kind}`)
          if ((kind === 'own-citizen') !== (citizenship === 'KAZ')) t.fail(`${where}: ${kind}`)
          if (kind === 'visa-free' && days > free) t.fail(`${where}: ${kind}`)
          if (kind === 'e-visa' && entry !== 'air') t.fail(`${where}: ${kind}`)
          if (kind === 'by-air-only' && entry === 'air') t.fail(`${where}: ${kind}`)
          if ('offer' in answer && (answer.offer.max_stay_days ?? days) < days) t.fail(`${where}: too short`)
          if ('offer' in answer && answer.airports.length === 0) t.fail(`${where}: no airport`)
        }
  t.same([...counted.keys()].toSorted(), KINDS.toSorted(), 'each kind is somebody’s')
})

t.test('an e-visa, with all that one needs to know', async (t) => {
  const answer = ask({})
  t.match(answer, {
    kind: 'e-visa',
    visa_free_days: 0,
    offer: {
      ...{ category: 'B12', entries: 1, max_stay_days: 30, max_validity_days: 30 },
      fee: { amount_minor: 6000, currency: 'USD', draft: true },
    },
    others: [],
    invited_by: ['tour-operator', 'legal-entity'],
    at_hand: ['passport', 'passport-copy', 'visa-support-number', 'e-mail', 'bank-card'],
    times: {
      ...{ review_business_days: 1, invitation_business_days: 5 },
      ...{ invitation_heard_days: 30, invitation_earliest_days: 365 },
    },
    passport: { months_beyond_visa: 6, needed_until: '2027-06-13', visa_at_most_until: null, is_enough: null },
  })
  if (answer.kind !== 'e-visa') return t.fail('an e-visa')
  t.match(
    answer.airports.find(({ id }) => id === 'ALA'),
    { name: /Almaty/ },
  )
  t.notOk(
    answer.airports.some(({ id }) => id === 'ATX'),
    'none that is not international',
  )
})

t.test('a citizen needs none; one who is visa-free needs none for so long, and is told what is then', async (t) => {
  t.strictSame(ask({ citizenship: 'KAZ' }), { kind: 'own-citizen' })
  t.match(ask({ citizenship: 'CHN', days: 30 }), {
    kind: 'visa-free',
    visa_free_days: 30,
    longer: { kind: 'embassy', because: 'stay', evisa_days: 30 },
  })
  t.match(ask({ citizenship: 'IND', days: 14 }), {
    kind: 'visa-free',
    visa_free_days: 14,
    longer: { kind: 'e-visa', offer: { category: 'B12' } },
  })
  t.match(ask({ citizenship: 'IND', days: 15 }), { kind: 'e-visa', visa_free_days: 14 })
  t.match(ask({ citizenship: 'DEU', days: 31 }), { kind: 'embassy', because: 'citizenship', visa_free_days: 30 })
  t.match(ask({ citizenship: 'DEU', days: 31, purpose: 'business' }), {
    kind: 'e-visa',
    visa_free_days: 30,
    offer: { category: 'B2', max_stay_days: 90 },
  })
  t.match(ask({ citizenship: 'ARM', days: 60, entry: 'road' }), { kind: 'visa-free', visa_free_days: 90 })
})

t.test('being visa-free is of some purposes: for another the e-visa is asked for', async (t) => {
  t.match(ask({ citizenship: 'DEU', purpose: 'medical-treatment' }), {
    kind: 'e-visa',
    visa_free_days: 0,
    offer: { category: 'C12' },
  })
  t.match(ask({ citizenship: 'SAU', purpose: 'investment', days: 200 }), { kind: 'e-visa', offer: { category: 'A5' } })
  t.match(ask({ citizenship: 'DEU', purpose: 'study' }), { kind: 'embassy', because: 'purpose' })
})

t.test('an e-visa lets in by air only, which is said for every other way', async (t) => {
  for (const entry of ['rail', 'road', 'sea'] as const) {
    const { kind, ...answer } = ask({ entry })
    t.equal(kind, 'by-air-only', entry)
    const { kind: _, ...byAir } = ask({})
    t.strictSame(answer, byAir, 'else it is the same')
  }
})

t.test('who asks at an embassy is told why', async (t) => {
  t.strictSame(ask({ purpose: 'remote-work' }), {
    ...{ kind: 'embassy', visa_free_days: 0, category: 'B9-1', because: 'purpose', evisa_days: null },
  })
  t.match(ask({ citizenship: 'AFG' }), { kind: 'embassy', because: 'citizenship' })
  t.match(ask({ citizenship: 'XXA' }), { kind: 'embassy', because: 'citizenship' })
  t.match(ask({ days: 31 }), { kind: 'embassy', because: 'stay', evisa_days: 30 })
  t.match(ask({ entries: 'multiple' }), { kind: 'embassy', because: 'entries', category: 'B12' })
  const row = { nationalities: ['LKA'], purposes: ['business'], source: 'guide', draft: false }
  const elsewhere = { terms: { ...terms, embassy_only: [row] } }
  t.match(ask({ purpose: 'business' }, elsewhere), { kind: 'embassy', because: 'citizenship' })
  t.match(ask({}, elsewhere), { kind: 'e-visa' }, 'for another purpose as before')
})

t.test('a purpose that is none of an e-visa names those that serve', async (t) => {
  t.strictSame(ask({ purpose: 'conference' }), {
    ...{ kind: 'not-for-this-purpose', visa_free_days: 0, serves: ['business'] },
  })
  t.match(ask({ purpose: 'conference', citizenship: 'DEU' }), { kind: 'visa-free' })
})

t.test('of the offers the one with as few entries as will do comes first, or the one that was asked for', async (t) => {
  const business = (change: Partial<EligibilityQuestion>) => ask({ purpose: 'business', ...change })
  t.match(business({}), {
    offer: { category: 'B1', entries: 1 },
    others: [
      { category: 'B2', entries: 2 },
      { category: 'B2', entries: 'multiple' },
    ],
  })
  t.match(business({ entries: 'multiple' }), { offer: { category: 'B2', fee: { amount_minor: 16_000 } } })
  t.match(business({ days: 60 }), { offer: { category: 'B2', entries: 2 } })
  t.match(business({ days: 60, entries: 1 }), { kind: 'embassy', because: 'entries' })
})

t.test('a fee is that of the own nationality, else that of all others; without one nothing is offered', async (t) => {
  const [fee, ...fees] = terms.fees
  if (fee === undefined) return t.fail('a fee')
  const own = { ...fee, nationalities: ['LKA'], amount_minor: 0 }
  t.equal(feeRowOf([fee, own], 'B12', 1, 'LKA'), own)
  t.equal(feeRowOf([fee, own], 'B12', 1, 'NPL'), fee)
  t.equal(feeRowOf([own], 'B12', 1, 'NPL'), null)
  t.equal(feeRowOf([fee], 'B12', 2, 'NPL'), null)
  t.match(ask({}, { terms: { ...terms, fees } }), { kind: 'embassy' })
})

t.test('until when an e-visa for this passport can be is told to the day', async (t) => {
  const passport = (passportExpires: string, days = 14) => {
    const answer = ask({ passportExpires, days })
    return 'passport' in answer ? answer.passport : null
  }
  // A stay of 14 days that begins on 30 November 2026 ends on 13 December.
  t.match(passport('2027-06-13'), { visa_at_most_until: '2026-12-13', is_enough: true })
  t.match(passport('2027-06-12'), { visa_at_most_until: '2026-12-12', is_enough: false })
  t.match(passport('2026-01-01'), { visa_at_most_until: '2025-07-01', is_enough: false })
  t.match(passport('2027-02-28'), { visa_at_most_until: '2026-08-31', is_enough: false }, 'at the end of a month')
  t.match(passport('2027-08-31'), { visa_at_most_until: '2027-02-28', is_enough: true })
})
