import t from 'tap'
import type { DatedKey } from '#evisa/key-timeline.ts'
import { rotationSteps } from '../../../../desk/console/keys/rotation-steps.ts'
import { activate, announce, type Keyring, retire } from '../../../../keys/rotation.ts'
import { keyDocument } from '../../../keys/made-store.ts'
import { NOW } from '../../../server/build-app.ts'

const DAY = 86_400
const until = NOW + 50 * DAY
const OLD = keyDocument('visaOlder01', { active_from: NOW - 315 * DAY, sign_until: until })
const { jwk } = OLD
const NEW = { kid: 'visaNewer01', jwk, purpose: 'visa' } as const

t.test('follows the rules of the keys through a whole rotation', async (t) => {
  const states = (keys: readonly DatedKey[], now: number) => rotationSteps('visa', keys, now).map(({ state }) => state)
  const first = rotationSteps('visa', [OLD], NOW)
  t.match(first[0], { state: 'next', notBefore: until - 60 * DAY, notAfter: until - 2 * DAY })
  t.match(first[0]?.commands, ['npm run keys -- announce visa', /publish/])
  const announced = keysOf(announce([OLD], NEW, NOW, 2 * DAY))
  t.same(states(announced, NOW + 1), ['done', 'next', 'later', 'later'])
  t.match(rotationSteps('visa', announced, NOW + 1)[2], { notBefore: NOW + 2 * DAY })
  const [, waited, next] = rotationSteps('visa', announced, NOW + 2 * DAY)
  t.match(waited, { state: 'done', doneAt: NOW + 2 * DAY })
  t.match(next, { state: 'next', notAfter: until, commands: ['npm run keys -- activate visaNewer01'] })
  const active = keysOf(activate(announced, { keys: announced }, 'visaNewer01', NOW + 2 * DAY))
  const last = rotationSteps('visa', active, NOW + 3 * DAY)
  t.match(last[2], { state: 'done', doneAt: NOW + 2 * DAY })
  t.match(last[3], { state: 'next', commands: ['npm run keys -- retire visaOlder01'] })
  const over = keysOf(retire(active, 'visaOlder01', NOW + 30 * DAY))
  t.match(rotationSteps('visa', over, NOW + 31 * DAY)[0], { state: 'next', notBefore: NOW + (2 + 365 - 60) * DAY })
})

t.test(
  'without any key of its purpose one is announced at once; what was stolen or ran out is no part of it',
  async (t) => {
    t.match(rotationSteps('receipt', [OLD], NOW)[0], { state: 'next', notBefore: null, notAfter: null })
    const stolen = { ...OLD, kid: 'visaStolen1', state: 'compromised', compromised_at: NOW } as const
    t.match(rotationSteps('visa', [OLD, stolen], NOW)[0], { state: 'next', notAfter: until - 2 * DAY })
    t.match(rotationSteps('visa', [OLD], until + 1)[0], { state: 'next', notBefore: null })
  },
)

function keysOf(rotated: ReturnType<typeof announce>): Keyring {
  if (!rotated.ok) throw new Error(rotated.error.code)
  return rotated.value
}
