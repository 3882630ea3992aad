import t from 'tap'
import { entriesInWords, invitationView } from '../../../portal/application/invitation-view.ts'
import { INVITATION } from '../../server/made-application.ts'

t.test('an invitation says what it is good for, in words', async (t) => {
  t.same(invitationView({ kind: 'found', content: INVITATION }, 'fr'), {
    purpose: 'tourisme',
    category: 'B12',
    entries: 'une entrée',
    from: '22 novembre 2026',
    until: '21 décembre 2026',
    days: 30,
  })
})

t.test('what is not found is not shown', async (t) => {
  t.equal(invitationView({ kind: 'none' }, 'en'), null)
  t.equal(invitationView({ kind: 'unknown' }, 'en'), null)
})

t.test('entries are counted in words', async (t) => {
  t.same(
    ([1, 2, 'multiple'] as const).map((entries) => entriesInWords(entries, 'en')),
    ['one entry', 'two entries', 'many entries'],
  )
})
