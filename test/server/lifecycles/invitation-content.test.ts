import t from 'tap'
import { Compile } from 'typebox/schema'
import { InvitationContent } from '../../../server/lifecycles/invitation-content.ts'
import { INVITED } from '../store/made-invitations.ts'

const content = Compile(InvitationContent)

t.test('an invitation says whom it invites, for what and when, and nothing else', async (t) => {
  t.ok(content.Check(INVITED))
  for (const member of Object.keys(INVITED)) {
    const without: Record<string, unknown> = { ...INVITED }
    delete without[member]
    t.notOk(content.Check(without), `without ${member}`)
  }
  t.notOk(content.Check({ ...INVITED, phone: '1' }))
})

t.test('a value of another form is none', async (t) => {
  for (const change of [
    { surname: 'Perera' },
    { birth_date: '04.05.1990' },
    { passport: { ...INVITED.passport, expires: '2030-01-01' } },
    { entries: 3 },
    { stay_days: 0 },
    { stay_days: 1.5 },
    { valid_from: '2026-12-32' },
    { purpose: 'Tourism!' },
    { language: 'xx' },
  ])
    t.notOk(content.Check({ ...INVITED, ...change }), JSON.stringify(change))
})
