import t from 'tap'
import { invitationHash, readInvitation } from '../../../server/invitations/read-invitation.ts'
import { INVITED } from '../store/made-invitations.ts'

const faults = (change: object, isOnPaper = false) => {
  const read = readInvitation({ ...INVITED, ...change }, isOnPaper)
  return read.ok ? [] : read.error.map(({ field, rule }) => `${field} ${rule}`)
}

t.test('what is well formed is read as it is, the address as it is used', async (t) => {
  t.strictSame(readInvitation({ ...INVITED, email: 'Nimal@EXAMPLE.org' }), {
    ok: true,
    value: { ...INVITED, email: 'Nimal@example.org' },
  })
})

t.test('every field that is wrong is named once, with what it takes', async (t) => {
  t.strictSame(faults({ surname: undefined, stay_days: '20', valid_from: '01.12.2026' }).toSorted(), [
    'stay_days shape',
    'surname mrz-spelling',
    'valid_from shape',
  ])
  const { surname: _, ...without } = INVITED
  t.match(readInvitation(without), { ok: false, error: [{ field: 'surname', rule: 'required' }] })
  t.strictSame(faults({ passport: { number: 'N 12', issuer: 'LKA' } }), ['passport.number shape'])
  t.strictSame(faults({ more: 1 }), ['more unknown-member'])
  t.strictSame(faults({ email: 'nimal' }), ['email mail-address'])
  t.strictSame(faults({ email: '' }), ['email mail-address'])
  t.strictSame(faults({ nationality: 'Sri Lanka' }), ['nationality shape'])
  for (const sent of [null, [], 'text', 7]) t.match(readInvitation(sent), { ok: false, error: [{ field: 'content' }] })
})

t.test('a name in other letters is told how the passport most likely spells it', async (t) => {
  const read = readInvitation({ ...INVITED, surname: 'Иванов', given_names: 'Zoë' })
  t.match(read.ok ? [] : read.error.map(({ message }) => message), [/perhaps IVANOV$/, /perhaps ZOE$/])
  t.match(readInvitation({ ...INVITED, surname: '王' }), { ok: false, error: [{ rule: 'mrz-spelling' }] })
})

t.test('of one on paper nobody needs to be written to', async (t) => {
  const { email: _, language: _l, ...paper } = INVITED
  t.strictSame(readInvitation(paper, true), { ok: true, value: { ...INVITED, email: '' } })
  t.strictSame(faults({ email: 'nimal' }, true), ['email mail-address'])
})

t.test('the same content has the same hash, in whatever order it is written', async (t) => {
  const { surname, passport, ...more } = INVITED
  const turned = { ...more, passport: { issuer: passport.issuer, number: passport.number }, surname }
  t.equal(invitationHash(turned), invitationHash(INVITED))
  t.not(invitationHash({ ...INVITED, stay_days: 19 }), invitationHash(INVITED))
})
