import t from 'tap'
import { lastStolen, rootSteps, stolenSteps } from '../../../../desk/console/keys/other-steps.ts'
import { keyDocument } from '../../../keys/made-store.ts'
import { NOW } from '../../../server/build-app.ts'

const YEAR = 365 * 86_400

t.test('a root is made anew in its fifth year', async (t) => {
  const [rotate] = rootSteps({ iat: NOW, exp: NOW + 5 * YEAR })
  t.match(rotate, { state: 'next', notBefore: NOW + 4 * YEAR, notAfter: NOW + 5 * YEAR })
})

t.test('a stolen key is said, replaced and looked at', async (t) => {
  const key = keyDocument('visaOlder01', { active_from: NOW - 1000 })
  const stolen = { ...key, state: 'compromised', compromised_at: NOW - 10 } as const
  const states = (...[found, keys]: [typeof stolen | null, (typeof key | typeof stolen)[]]) =>
    stolenSteps(found, keys, NOW).map(({ state }) => state)
  t.equal(lastStolen([key]), null)
  t.equal(lastStolen([{ ...stolen, compromised_at: 1 }, stolen, key])?.compromised_at, NOW - 10)
  t.same(states(null, [key]), ['next', 'later', 'later'])
  t.same(states(stolen, [stolen]), ['done', 'next', 'later'])
  t.match(stolenSteps(stolen, [stolen], NOW)[0], { doneAt: NOW - 10, commands: [/compromise visaOlder01/] })
  t.same(states(stolen, [stolen, { ...key, kid: 'visaNewer01' }]), ['done', 'done', 'next'])
})
