import t from 'tap'
import { type InvitationRow, readInvitation } from '../../../server/store/invitation-rows.ts'
import { INVITED } from './made-invitations.ts'

t.test('what was erased has no content any more, and all else is as it was', async (t) => {
  const row = { id: 'i', state: 'refused', content: JSON.stringify(INVITED) } as InvitationRow
  t.strictSame(readInvitation(row), { id: 'i', state: 'refused', content: INVITED })
  t.equal(readInvitation({ ...row, content: '' }).content, null)
})
