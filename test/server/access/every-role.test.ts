/** Every route of the table, called by everybody: who is let in is whom the table names. */
import t from 'tap'
import { ROUTES } from '../../../server/access/roles-of-routes.ts'
import type { Role } from '../../../server/store/device-store.ts'
import { PERSON_ROLES, type PersonRole } from '../../../server/store/person-store.ts'
import { type Answer, build, type Call, type Method } from '../build-app.ts'
import { deciders } from '../deciders.ts'
import { people } from '../people.ts'

/** Of a route its address, with something in the place of each name that nothing is called. */
const addressOf = (path: string) => path.replaceAll(/:\w+|\*/g, 'nothing')
/** Turned away at the door: by who it is, not by what it asked for. */
const isTurnedAway = ({ status, body }: Answer) =>
  status === 401 || (status === 403 && /^This call is for .*; you are /.test(body?.detail))

// What some roles go with.
const badgeOf = (role: PersonRole) => (/border/.test(role) ? role : undefined)
const ofCarrier = (role: PersonRole) => (/carrier/.test(role) ? { carrier: 'KC' } : undefined)

t.test('each route lets in whom the table names, and turns everybody else away', async (t) => {
  const built = await build(t)
  const { portal, applicant, host } = await people(built)
  const { administrators, make } = await deciders(built)
  await built.authority('PUT', '/v1/carriers/KC', { name: 'Air Astana', device_limit: 9 })
  // One of each role; an administrator is there already.
  const made: (readonly [string, Call])[] = [['person/administrator', administrators[0].call]]
  for (const role of PERSON_ROLES.filter((one) => one !== 'administrator'))
    made.push([`person/${role}`, (await make(`A ${role}`, [role], badgeOf(role), ofCarrier(role))).call])
  const callers: Readonly<Record<Exclude<Role, 'person'> | 'nobody', Call>> = {
    portal: portal.call,
    console: (await built.enrol('console')).call,
    applicant: (await applicant('anna@example.org')).call,
    host: (await host('hotel@example.org')).call,
    carrier: (await built.enrol('carrier')).call,
    border: (await built.enrol('border')).call,
    authority: built.authority,
    operator: await built.operator('Anna'),
    nobody: built.nobody,
  }
  // Whoever signs out by this walk could walk no further.
  const isEnding = (route: string) => route === 'DELETE /v1/sessions/current'
  const isOf = (admitted: string, role: string) =>
    admitted === role || admitted === 'anyone' || (admitted === 'person' && role.startsWith('person/'))
  const routes = Object.keys(ROUTES).toSorted((one, other) => Number(isEnding(one)) - Number(isEnding(other)))
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ')
    const admitted = ROUTES[route] ?? []
    for (const [role, call] of [...Object.entries(callers), ...made]) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : {}
      const answer = await call(method as Method, addressOf(path), body)
      const isAdmitted = admitted.some((one) => isOf(one, role))
      const said = `${route} for ${role}: ${answer.status} ${answer.body?.detail ?? ''}`
      // What signs in itself turns away by what was sent.
      if (path === '/v1/token' || route === 'POST /v1/devices') t.not(answer.status, 200, said)
      else t.equal(isTurnedAway(answer), !isAdmitted, said)
    }
  }
  t.ok(routes.length > 80)
})

t.test('no portal, console or person can issue, revoke, scan or approve anything', async (t) => {
  const faces: readonly Role[] = ['portal', 'console', 'applicant', 'host']
  const scannersAndDesk = Object.entries(ROUTES).filter(([route]) =>
    /visas|visa-batches|verifications|crossings|referrals|flight-checks|\/v1\/time|conflicts|audit|proposals|operators|carriers|enrolment-codes/.test(
      route,
    ),
  )
  t.ok(scannersAndDesk.length > 40)
  for (const [route, roles] of scannersAndDesk)
    t.notOk(
      roles.some((role) => faces.includes(role as Role)),
      route,
    )
})

t.test(
  'a console by itself brings somebody to a key and no further, and people share no row with devices',
  async (t) => {
    const devices: readonly string[] = ['carrier', 'border', 'portal', 'console', 'anyone']
    for (const [route, roles] of Object.entries(ROUTES)) {
      t.equal(roles.includes('console'), /\/v1\/(key-|playable-people)/.test(route), route)
      const isOfPeople = roles.some((role) => role === 'applicant' || role === 'host')
      t.notOk(isOfPeople && roles.some((role) => devices.includes(role)), route)
    }
  },
)
