import t from 'tap'
import { hasRole } from '../../../desk/console/has-role.ts'
import type { Visit } from '../../../pages/visit.ts'

t.test('somebody has one of these roles, or none of them', async (t) => {
  const person = { roles: ['auditor', 'operator'] }
  const GET = async () => ({ data: { person }, response: { ok: true, status: 200 } })
  const visit = { session: {}, api: { GET } } as unknown as Visit
  t.equal(await hasRole(visit, 'supervisor', 'operator'), true)
  t.equal(await hasRole(visit, 'supervisor'), false)
})
