import t from 'tap'
import { addDays } from '#evisa/civil-date.ts'
import { judgeInvitation } from '../../../server/invitations/judge-invitation.ts'
import { invited, judges } from './made-context.ts'

const TODAY = judges.today
const broken = (
  change: Parameters<typeof invited>[0],
  hostKind: 'legal-entity' | 'individual' | null = 'legal-entity',
) => judgeInvitation(invited(change), { ...judges, hostKind }).map(({ field, rule }) => `${field} ${rule}`)

t.test('what the terms and the policy allow breaks no rule', async (t) => {
  t.strictSame(broken({}), [])
  t.strictSame(broken({ valid_from: TODAY, valid_until: addDays(TODAY, 19) }), [])
})

t.test('a purpose is asked for online, by its category, by those who may invite for it', async (t) => {
  t.strictSame(broken({ purpose: 'fishing' }), ['purpose known-purpose'])
  t.strictSame(broken({ purpose: 'private-visit' }), ['purpose asked-online'])
  t.strictSame(broken({ category: 'B1' }), ['category category-of-purpose'])
  t.strictSame(broken({}, 'individual'), ['purpose invited-by'])
  t.strictSame(
    broken({ nationality: 'PAK' }).filter((fault) => fault.endsWith('asked-online')),
    ['nationality asked-online'],
  )
})

t.test('the first day is neither past nor too far ahead', async (t) => {
  const most = judges.edition.times.invitation_earliest_days.value
  const visit = (from: string) => ({ valid_from: from, valid_until: addDays(from, 19) })
  t.strictSame(broken(visit(addDays(TODAY, -1))), ['valid_from not-past'])
  t.strictSame(broken(visit(addDays(TODAY, most))), [])
  t.strictSame(broken(visit(addDays(TODAY, most + 1))), ['valid_from not-too-early'])
  t.strictSame(broken({ valid_until: '2026-11-30', stay_days: 1 }), [
    'valid_until order',
    'stay_days stay-within-validity',
  ])
})

t.test('days are days of the calendar, before anything else is judged', async (t) => {
  t.strictSame(broken({ valid_from: '2027-02-29', purpose: 'fishing' }), ['valid_from calendar'])
  t.strictSame(broken({ birth_date: '1990-02-30' }), ['birth_date calendar'])
  t.strictSame(broken({ birth_date: '1990' }), [])
  t.strictSame(broken({ birth_date: '2027-01-01' }), ['birth_date not-future'])
  t.strictSame(broken({ valid_until: '2199-01-01' }), ['valid_until printable'])
})

t.test('one on paper was judged when it was given: who invited and how early are not asked again', async (t) => {
  t.strictSame(broken({ valid_from: addDays(TODAY, -5), valid_until: addDays(TODAY, 10), stay_days: 10 }, null), [])
  t.strictSame(broken({ valid_from: '2026-11-01', valid_until: '2026-11-20' }, null), ['valid_until not-past'])
})

t.test('every fault says what to do', async (t) => {
  const [fault] = judgeInvitation(invited({}), { ...judges, hostKind: 'individual' })
  t.match(fault?.message, /who invites for it is tour-operator or legal-entity; this host is individual/)
})
