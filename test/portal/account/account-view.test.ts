import t from 'tap'
import { caseRows, sessionRows } from '../../../portal/account/account-view.ts'

const AT = 1_795_323_600

t.test('an application is listed by how it stands and when it was sent', async (t) => {
  const one = {
    reference: 'K7Q2M4XN9TBD',
    state: 'submitted',
    turn: 'traveller',
    until: AT,
    created_at: AT - 60,
  } as const
  t.match(caseRows([{ ...one, submitted_at: AT }], 'en'), [
    { href: '/en/applications/K7Q2M4XN9TBD', reference: 'K7Q2-M4XN-9TBD', when: 'Sent: 22 Nov 2026, 10:00' },
  ])
  t.match(caseRows([{ ...one, state: 'draft', submitted_at: null }], 'en'), [
    { when: 'Begun: 22 Nov 2026, 09:59', standing: { name: 'Not sent yet', until: /Send it by/ } },
  ])
})

t.test('a session is told by its browser, its network and its times', async (t) => {
  const one = { id: 's', current: true, browser: '', network: '198.19.0.0', began_at: AT, seen_at: AT + 60 }
  t.strictSame(sessionRows([one], 'en'), [
    {
      ...{ id: 's', isCurrent: true, browser: 'a browser', network: '198.19.0.0' },
      ...{ began: '22 Nov 2026, 10:00', seen: '22 Nov 2026, 10:01' },
    },
  ])
})
