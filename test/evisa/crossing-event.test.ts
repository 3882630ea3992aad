import t from 'tap'
import { isOfVisa, wireOf } from '#evisa/crossing-event.ts'
import { verifyCrossingEvent } from '#evisa/event-chain.ts'
import { importVerificationKey } from '#evisa/root.ts'
import { makeClaims } from '../made.ts'
import {
  entryOf,
  exitOf,
  madeDevice,
  overrideOf,
  referralOf,
  secondLineOf,
  shiftOf,
  unprovenExit,
  unresolvedOf,
  voidOf,
} from '../made-device.ts'

const NUMBER = makeClaims().jti
const ID = '01934f00-0000-7000-8000-000000000001'

t.test('what every scanner knows is of version 1, what came later of 2, and what is of nobody of none', async (t) => {
  for (const event of [entryOf(NUMBER), exitOf(NUMBER), voidOf(NUMBER, ID), overrideOf(NUMBER)])
    t.equal(wireOf(event), 1, event.action)
  for (const event of [referralOf(NUMBER), secondLineOf(NUMBER, ID), unresolvedOf(NUMBER)])
    t.equal(wireOf(event), 2, event.action)
  for (const event of [unprovenExit(), shiftOf()]) t.equal(wireOf(event), null, event.action)
})

t.test('each kind is signed, and proven by its key', async (t) => {
  const device = await madeDevice('dev-1')
  const key = await importVerificationKey(device.jwk)
  if (key === null) throw new Error('a key')
  const { visa_number: _, ...referral } = referralOf(NUMBER)
  const events = [
    entryOf(NUMBER, { evisa: 'A'.repeat(167), referral: ID, shift: ID }),
    referralOf(NUMBER, { extensions: [{ name: 'later', must: false, value: { any: ['thing'] } }] }),
    { ...referral, visa_number: null },
    secondLineOf(NUMBER, ID, { did: 'closed', text: 'sent back on the next flight' }),
    unresolvedOf(NUMBER),
    unprovenExit(),
    shiftOf(),
  ]
  for (const event of events) {
    const signed = await device.sign(event)
    t.strictSame(await verifyCrossingEvent(signed.jws, key), { ok: true, value: signed })
    t.equal(isOfVisa(signed.event), event.visa_number !== null)
  }
})

t.test(
  'nobody enters, is refused or overruled without an e-visa, and no exit of none is without a passport',
  async (t) => {
    const device = await madeDevice('dev-1')
    const { passport: _, ...exit } = unprovenExit() as ReturnType<typeof unprovenExit> & { passport: unknown }
    for (const event of [
      exit,
      { ...entryOf(NUMBER), visa_number: null },
      { ...overrideOf(NUMBER), visa_number: null },
      { ...unresolvedOf(NUMBER), visa_number: null },
      { ...shiftOf(), visa_number: NUMBER },
      unresolvedOf(NUMBER, { because: 'bored' as never }),
      entryOf(NUMBER, { evisa: 'not packed' }),
      referralOf(NUMBER, { reasons: [] }),
      referralOf(NUMBER, { extensions: [{ name: 'Not A Name', must: false }] }),
    ])
      await t.rejects(device.sign(event as never), TypeError, JSON.stringify(event))
  },
)
