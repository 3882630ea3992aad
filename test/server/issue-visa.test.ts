import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { indexPolicy, type PolicyDocument } from '#evisa/policy.ts'
import { jwsOfText } from '#evisa/qr-text.ts'
import { isVisaNumber } from '#evisa/visa-number.ts'
import { defaultPolicy } from '../../fixtures/default-policy.ts'
import { NOW } from '../../fixtures/made-world.ts'
import { testKey } from '../../fixtures/test-signer.ts'
import { signCompact } from '../../keys/signer.ts'
import {
  type IssueContext,
  issueVisa,
  issueVisas,
  judgeApplication,
  VISAS_ISSUED_A_LIST,
  type VisaApplication,
} from '../../server/issue-visa.ts'
import { openSqliteStore } from '../../server/store/sqlite-store.ts'
import type { Store } from '../../server/store/store.ts'
import { application } from './build-app.ts'

const policy = indexPolicy({ version: 1, iat: NOW, exp: NOW + 1, ...defaultPolicy() } satisfies PolicyDocument)
const { signer } = await testKey('visa', 'visa')

function context(t: Test, change: Partial<IssueContext> = {}): IssueContext & { store: Store } {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  return {
    store,
    policy,
    sign: (typ, payload) => signCompact(signer, typ, payload),
    now: NOW,
    randomBytes,
    qrPrefix: 'EV1:',
    ...change,
  } as IssueContext & { store: Store }
}

/** Fields and rules that an application breaks. */
const broken = (change: Partial<VisaApplication>, now = NOW) =>
  judgeApplication(application(change), policy, now).map(({ field, rule }) => `${field} ${rule}`)

t.test('an application within the policy breaks nothing', async (t) => {
  t.same(broken({}), [])
  t.same(broken({ category: 'B2', entries: 'multiple', valid_until: '2027-05-20', stay_days: 90 }), [])
  t.same(broken({ category: 'A5', entries: 2, valid_until: '2028-11-21', stay_days: 700 }), [], 'no limit of its own')
})

t.test('each rule of the policy names its field', async (t) => {
  const { holder, passport } = application()
  for (const [change, expected] of [
    [{ category: 'B77' }, 'category known-category'],
    [{ entries: 2 }, 'entries category-entries'],
    [{ entries: 'multiple' }, 'entries category-entries'],
    [{ category: 'B2', entries: 1 }, 'entries category-entries'],
    [{ category: 'B1', valid_until: '2027-02-19', stay_days: 31 }, 'stay_days category-stay'],
    [{ valid_until: '2026-12-20' }, 'stay_days stay-within-validity'],
    [{ valid_until: '2026-12-22' }, 'valid_until category-validity'],
    [{ category: 'B1', valid_until: '2027-02-20' }, 'valid_until category-validity'],
    [{ holder: { ...holder, nationality: 'USA' } }, 'holder.nationality eligible-nationality'],
    [{ passport: { ...passport, expires: '2027-06-20' } }, 'passport.expires passport-outlasts-visa'],
  ] as const) {
    t.same(broken(change), [expected], JSON.stringify(change))
  }
  t.same(broken({ passport: { ...passport, expires: '2027-06-21' } }), [], 'six months to the day are enough')
  t.same(broken({ valid_from: '2026-12-31', valid_until: '2026-12-30', stay_days: 1 }), [
    'valid_until order',
    'stay_days stay-within-validity',
  ])
  t.same(broken({ valid_from: '2026-10-23', valid_until: '2026-11-21' }), ['valid_until not-past'])
  t.same(broken({ valid_from: '2026-10-24', valid_until: '2026-11-22' }), [], 'its last day is today')
})

t.test('the day is the day in Kazakhstan', async (t) => {
  const untilToday = { valid_from: '2026-10-24', valid_until: '2026-11-22' }
  const midnight = Date.UTC(2026, 10, 22, 19) / 1000
  t.same(broken(untilToday, midnight - 1), [])
  t.same(broken(untilToday, midnight), ['valid_until not-past'])
})

t.test('six months end with the month where the day does not exist', async (t) => {
  const { passport } = application()
  const until = { category: 'B1', valid_until: '2026-12-31', passport: { ...passport, expires: '2027-06-29' } }
  t.same(broken(until), ['passport.expires passport-outlasts-visa'])
  t.same(broken({ ...until, passport: { ...passport, expires: '2027-06-30' } }), [])
})

t.test('all broken rules are told at once', async (t) => {
  const { holder, passport } = application()
  const change = {
    entries: 2,
    stay_days: 400,
    valid_until: '2027-12-01',
    holder: { ...holder, nationality: 'USA' },
    passport: { ...passport, expires: '2027-01-01' },
  } as const
  t.same(broken(change), [
    'passport.expires passport-outlasts-visa',
    'entries category-entries',
    'stay_days category-stay',
    'stay_days stay-within-validity',
    'valid_until category-validity',
    'holder.nationality eligible-nationality',
  ])
})

t.test('an issued visa is recorded, numbered, and its code brings its JWS back', async (t) => {
  const given = context(t)
  const asked = application()
  const issued = await issueVisa(asked, given)
  if (!issued.ok) return t.fail(JSON.stringify(issued.error))
  const { claims, qrText, jws } = issued.value
  t.ok(isVisaNumber(claims.jti))
  t.strictSame(jwsOfText(qrText), { ok: true, value: jws })
  t.strictSame(JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()), claims)
  t.strictSame(await given.store.findVisa(claims.jti), issued.value)
  t.match(claims, { iss: 'KAZ', iat: NOW, enter_by: 'international-airport', holder: asked.holder })
  t.equal(issued.value.visaSupportNumber, asked.visa_support_number)
  t.notOk(jws.includes('visa_support_number') || 'visa_support_number' in claims, 'the invitation is not in the code')
})

t.test('a batch is answered in order: the good are issued, the bad are told why', async (t) => {
  const given = context(t)
  const twin = application()
  const issued = await issueVisas(
    [
      twin,
      application({ entries: 2 }),
      twin,
      application({ valid_from: '2026-02-30', valid_until: '2026-12-21', category: 'C12' }),
      application(),
    ],
    given,
  )
  t.same(
    issued.map((one) => (one.ok ? 'issued' : one.error.map(({ field, rule }) => `${field} ${rule}`).join())),
    [
      'issued',
      'entries category-entries',
      'visa_support_number one-visa-an-invitation',
      'application calendar',
      'issued',
    ],
  )
  t.equal(await given.store.countVisas(), 2)
  for (const one of issued) if (one.ok) t.ok(await given.store.findVisa(one.value.claims.jti))
  t.same(await issueVisas([], given), [])
})

t.test('a day that does not exist is no day', async (t) => {
  const given = context(t)
  const { holder, passport } = application()
  for (const change of [
    { valid_until: '2027-02-29', category: 'C12', entries: 1 },
    { passport: { ...passport, expires: '2031-06-31' } },
    { holder: { ...holder, birth_date: '1990-02-29' } },
    { valid_from: '9999-11-22', valid_until: '9999-12-01', category: 'C12', stay_days: 1 },
  ] as const) {
    const issued = await issueVisa(application(change), given)
    t.match(issued, { ok: false, error: [{ rule: /calendar|passport-outlasts-visa/ }] }, JSON.stringify(change))
  }
  t.equal(await given.store.countVisas(), 0)
})

t.test('a place in the list that is taken is drawn again', async (t) => {
  // Dice that show the same place three times.
  const places = [7, 7, 7, 8].map((place) => Uint8Array.of(0, 0, place))
  const dice = (count: number) => (count === 3 ? (places.shift() ?? randomBytes(3)) : randomBytes(count))
  const given = context(t, { randomBytes: dice })
  const placeOf = async () => {
    const issued = await issueVisa(application(), given)
    return issued.ok ? issued.value.claims.status.status_list.idx : issued.error
  }
  t.equal(await placeOf(), 7)
  t.equal(await placeOf(), 8)
  t.equal(await given.store.countVisas(), 2)
})

t.test('a half-filled list is followed by the next', async (t) => {
  const { store, ...rest } = context(t)
  const count = { now: VISAS_ISSUED_A_LIST - 1 }
  const given = { ...rest, store: { countVisas: async () => count.now, recordVisas: store.recordVisas } }
  const listOf = async () => {
    const issued = await issueVisa(application(), given)
    return issued.ok ? issued.value.claims.status.status_list.uri : issued.error
  }
  t.equal(await listOf(), 'urn:evisa:KAZ:status:0')
  count.now = VISAS_ISSUED_A_LIST
  t.equal(await listOf(), 'urn:evisa:KAZ:status:1')
})

t.test('gives up aloud where no place is ever free', async (t) => {
  const { store, ...rest } = context(t)
  const full = { countVisas: store.countVisas, recordVisas: async () => ['status-index-taken' as const] }
  await t.rejects(issueVisa(application(), { ...rest, store: full }), { message: 'no free status index was drawn' })
})

t.test('records nothing where signing fails', async (t) => {
  const given = context(t, {
    sign: async () => {
      throw new Error('the key is gone')
    },
  })
  await t.rejects(issueVisa(application(), given), { message: 'the key is gone' })
  t.equal(await given.store.countVisas(), 0)
})
