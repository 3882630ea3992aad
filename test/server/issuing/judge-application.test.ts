import t from 'tap'
import { indexPolicy, policyOn } from '#evisa/policy.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { judgeApplication } from '../../../server/issuing/judge-application.ts'
import type { VisaApplication } from '../../../server/issuing/read-application.ts'
import { application } from '../build-app.ts'

const policy = policyOn(indexPolicy({ version: 1, iat: NOW, exp: NOW + 1, ...defaultPolicy() }), '2026-11-22')
if (policy === null) throw new Error('no policy is in force')

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
    [{ passport: { ...passport, expires: '2026-11-21' } }, 'passport.expires passport-valid'],
    [{ passport: { ...passport, expires: '2031-02-29' } }, 'passport.expires calendar'],
    [{ valid_from: '2026-11-31' }, 'valid_from calendar'],
    [{ holder: { ...holder, birth_date: '1999-02-29' } }, 'holder.birth_date calendar'],
    [{ holder: { ...holder, birth_date: '2026-11-23' } }, 'holder.birth_date not-future'],
    [{ holder: { ...holder, birth_date: '2027' } }, 'holder.birth_date not-future'],
  ] as const) {
    t.same(broken(change), [expected], JSON.stringify(change))
  }
  for (const birth_date of ['2000-02-29', '1990-03', '1990', '2026-11-22'])
    t.same(broken({ holder: { ...holder, birth_date } }), [], birth_date)
  t.same(broken({ passport: { ...passport, expires: '2028-02-29' } }), [])
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

t.test('a day that the code cannot hold names its field', async (t) => {
  const expires = (day: string) => ({ passport: { ...application().passport, expires: day } })
  t.same(broken(expires('9999-12-31')), ['passport.expires printable'])
  t.same(broken(expires('2179-06-06')), [])
  t.same(broken({ valid_until: '2179-06-07' }), ['valid_until printable'])
})
