import t from 'tap'
import { indexPolicy, policyOn } from '#evisa/policy.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { copyFaults, type Judged, judge, OWN_FLAGS } from '../../../server/applications/judge.ts'
import { readPages } from '../../../server/applications/read-pages.ts'
import type { InvitationContent } from '../../../server/lifecycles/invitation-content.ts'
import { INVITATION, type TypedChange, typedBy } from '../made-application.ts'

const policy = policyOn(indexPolicy({ version: 1, iat: 0, exp: 0, ...defaultPolicy() }), '2026-11-22')
const source = { source: 'guide', draft: false }

interface Change {
  readonly typed?: TypedChange
  readonly invited?: Partial<InvitationContent>
  readonly terms?: Partial<TermsEdition>
  readonly copy?: Judged['copy']
}

/** What is judged of a good application, with changes. */
function judged({
  typed = {},
  invited = {},
  terms = {},
  copy = { id: 'copy', state: 'accepted', sha256: 'hash' },
}: Change = {}) {
  const { said, faults } = readPages(typedBy('4719302853', 'N1234567', typed), '2026-11-22')
  if (said === null || policy === null) throw new Error(JSON.stringify(faults))
  const invitation = { ...INVITATION, ...invited }
  return judge({
    said,
    invitation,
    terms: defaultTerms(terms),
    policy,
    copy,
    email: 'n@example.org',
    language: 'en',
    now: NOW,
  })
}

const rules = (change: Change) => {
  const verdict = judged(change)
  return verdict.ok ? [] : verdict.error.map(({ field, rule }) => `${field} ${rule}`)
}

t.test('a good application can be frozen, and costs what the terms say', async (t) => {
  t.match(judged(), {
    ok: true,
    value: {
      fee: { minor: 6000, currency: 'USD' },
      flags: [],
      content: {
        category: 'B12',
        entries: 1,
        valid_from: '2026-11-22',
        stay_days: 30,
        visa_support_number: '4719302853',
        holder: { surname: 'PERERA', sex: 'F' },
        passport: { number: 'N1234567', expires: '2031-08-22' },
        mrz: [/^P<LKA/, /^N1234567<7/],
        copy: 'copy',
        copy_sha256: 'hash',
      },
    },
  })
})

t.test('what was said of before is for an officer, and no refusal', async (t) => {
  const background = { refused_before: 'yes', convicted: 'yes', explanation: 'In 2001' }
  t.match(judged({ typed: { background, passport: { mrz: '' } } }), {
    ok: true,
    value: { flags: ['refused-before', 'convicted', 'lines-not-typed'], content: { mrz: null } },
  })
  t.ok(OWN_FLAGS.includes('overstayed'))
})

t.test('the trip has to be within the invitation and its stay', async (t) => {
  const trip = (expected_entry: string, expected_exit: string) =>
    rules({ typed: { trip: { expected_entry, expected_exit } } })
  t.strictSame(trip('2026-11-22', '2026-12-21'), [], 'the first and the last day')
  t.strictSame(trip('2026-11-22', '2026-12-22'), ['trip.expected_exit within-invitation', 'trip.expected_exit stay'])
  t.strictSame(rules({ invited: { valid_from: '2026-11-26' } }), [
    'trip.expected_entry within-invitation',
    'invitation.visa_support_number stay-within-validity',
  ])
  t.strictSame(rules({ invited: { stay_days: 9 } }), ['trip.expected_exit stay'], 'ten days, both ends counted')
  t.strictSame(rules({ invited: { stay_days: 10 } }), [])
})

t.test('the passport has to last beyond the visa, to the day', async (t) => {
  const until = (expires: string) => {
    const verdict = judged({ typed: { passport: { expires, mrz: '' } } })
    return verdict.ok ? 'good' : verdict.error
  }
  t.equal(until('2027-06-21'), 'good')
  t.match(until('2027-06-20'), [
    { field: 'passport.expires', rule: 'passport-outlasts-visa', message: /6 months.*2027-06-21/ },
  ])
})

t.test('purpose, category and citizenship have to be asked for here', async (t) => {
  t.strictSame(rules({ typed: { trip: { purpose: 'business' } } }), ['trip.purpose invitation-purpose'])
  const both = (purpose: string, category = 'B12') => ({ typed: { trip: { purpose } }, invited: { purpose, category } })
  t.strictSame(rules(both('astronautics')), ['trip.purpose purpose'])
  t.strictSame(rules(both('remote-work')), ['trip.purpose embassy-only'])
  t.strictSame(
    rules({ terms: { purposes: [{ purpose: 'tourism', ask: 'not-at-all', serves: ['business'], ...source }] } }),
    ['trip.purpose purpose'],
  )
  t.strictSame(rules(both('tourism', 'B1')).slice(0, 1), ['invitation.visa_support_number category'])
  t.strictSame(rules({ terms: { embassy_only: [{ nationalities: ['LKA'], purposes: ['tourism'], ...source }] } }), [
    'trip.purpose embassy-only',
  ])
  t.strictSame(rules({ typed: { passport: { nationality: 'KAZ', issuer: 'KAZ', mrz: '' } } }), [
    'passport.nationality eligible-nationality',
  ])
  t.strictSame(rules({ terms: { fees: [] } }), ['invitation.visa_support_number fee'])
})

t.test('whoever is invited has to be whoever asks', async (t) => {
  const verdict = judged({ invited: { given_names: 'NIMAL', birth_date: '1990-04-03' } })
  t.match(verdict, {
    error: [
      {
        field: 'passport.given_names',
        rule: 'invitation-holder',
        message: /is NIMALI SANDUNI, and the invitation says NIMAL/,
      },
      { field: 'passport.birth_date', rule: 'invitation-holder' },
    ],
  })
})

t.test('without an accepted copy nothing is submitted', async (t) => {
  t.match(copyFaults(null), [{ field: 'copy', rule: 'required' }])
  for (const state of ['receiving', 'refused'])
    t.strictSame(rules({ copy: { id: 'copy', state, sha256: null } }), [`copy copy-${state}`])
  t.strictSame(copyFaults({ id: 'copy', state: 'accepted', sha256: 'hash' }), [])
})
