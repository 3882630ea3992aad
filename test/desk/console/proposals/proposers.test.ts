import t from 'tap'
import { mayPropose } from '../../../../desk/console/proposals/proposers.ts'
import { PROPOSING_ROLES } from '../../../../server/policy/proposal-to-sign.ts'
import { PERSON_ROLES } from '../../../../server/store/person-store.ts'

t.test('those propose here whom the server lets propose', async (t) => {
  for (const role of PERSON_ROLES) t.equal(mayPropose({ roles: [role] }), PROPOSING_ROLES.includes(role), role)
})
