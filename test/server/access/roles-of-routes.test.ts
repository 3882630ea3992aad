import t from 'tap'
import { ROUTES, rolesOf } from '../../../server/access/roles-of-routes.ts'

t.test('every row names somebody, and devices and strangers never share one', async (t) => {
  for (const [route, roles] of Object.entries(ROUTES)) {
    t.match(route, /^(GET|POST|PUT|DELETE) \//, route)
    t.ok(roles.length > 0 && (!roles.includes('anyone') || roles.length === 1), route)
  }
})

t.test('HEAD goes with GET, and what is not in the table is for nobody', async (t) => {
  t.same(rolesOf('HEAD', '/v1/crossings/conflicts'), ['border'])
  t.same(rolesOf('GET', '/docs/json'), ['anyone'])
  t.equal(rolesOf('PATCH', '/v1/devices'), undefined)
  t.equal(rolesOf('GET', '/docsx'), undefined)
  t.equal(rolesOf('GET', ''), undefined)
})

t.test('what concerns persons, keys and devices is never for anyone', async (t) => {
  const open = Object.entries(ROUTES).flatMap(([route, [first]]) => (first === 'anyone' ? [route] : []))
  for (const route of open) t.notMatch(route, /visas|crossings|conflicts|audit|verifications|metrics|report/, route)
})
