import t from 'tap'
import { ownRoles } from '../../../desk/console/own-roles.ts'
import type { Visit } from '../../../pages/visit.ts'

t.test('somebody has one of these roles, or none of them', async (t) => {
  const person = { roles: ['auditor', 'operator'] }
  const GET = async () => ({ data: { person }, response: { ok: true, status: 200 } })
  const visit = { session: {}, api: { GET } } as unknown as Visit
  const has = await ownRoles(visit)
  t.equal(has('supervisor', 'operator'), true)
  t.equal(has('supervisor'), false)
})
