import t from 'tap'
import {
  CROSSING_TYP,
  EMPTY_CHAIN,
  MAX_EVENT_CHARACTERS,
  type NewCrossingEvent,
  readCrossingEvent,
  signCrossingEvent,
  verifyCrossingEvent,
} from '#evisa/event-chain.ts'
import { importVerificationKey } from '#evisa/root.ts'
import { sha256Base64url } from '#evisa/sha256.ts'
import { writeStrictJson } from '#evisa/strict-json.ts'
import { makeClaims } from '../made.ts'
import { entryOf, exitOf, type MadeDevice, madeDevice, overrideOf, voidOf } from '../made-device.ts'

const NUMBER = makeClaims().jti
const ID = '01934f00-0000-7000-8000-000000000001'

async function keyOf({ jwk }: MadeDevice) {
  const key = await importVerificationKey(jwk)
  if (key === null) throw new Error('a key')
  return key
}

/** Signs any payload as an event. */
async function signAnything(device: MadeDevice, payload: unknown, text = writeStrictJson(payload)): Promise<string> {
  const [header] = (await device.sign(exitOf(NUMBER))).jws.split('.')
  const signed = `${header}.${Buffer.from(text).toString('base64url')}`
  const { jws } = await signCrossingEvent(exitOf(NUMBER), device.id, EMPTY_CHAIN, {
    kid: device.kid,
    sign: () => device.signer.sign(Buffer.from(signed)),
  })
  return `${signed}.${jws.split('.')[2]}`
}

t.test('each event of a chain names the one before by the hash of its payload', async (t) => {
  const device = await madeDevice('dev-0000000001')
  const key = await keyOf(device)
  let prev: string | null = null
  for (const [at, event] of [entryOf(NUMBER), exitOf(NUMBER), voidOf(NUMBER, ID), overrideOf(NUMBER)].entries()) {
    const signed = await device.sign(event)
    t.match(signed.event, { ...event, device: device.id, seq: at + 1, prev })
    const payload = Buffer.from(signed.jws.split('.')[1] ?? '', 'base64url').toString()
    t.equal(signed.hash, await sha256Base64url(payload))
    t.strictSame(await verifyCrossingEvent(signed.jws, key), { ok: true, value: signed })
    t.match(readCrossingEvent(signed.jws), { ok: true, value: { device: device.id } })
    prev = signed.hash
  }
})

t.test('one event signed twice is one event', async (t) => {
  const device = await madeDevice('dev-0000000001')
  const event = entryOf(NUMBER)
  const sign = () => signCrossingEvent(event, device.id, EMPTY_CHAIN, device.signer)
  const [one, two] = [await sign(), await sign()]
  t.not(one.jws, two.jws)
  t.equal(one.hash, two.hash)
})

t.test('signatures have one spelling, whatever WebCrypto gives', async (t) => {
  const device = await madeDevice('dev-0000000001')
  const key = await keyOf(device)
  for (let tries = 0; tries < 20; tries++) {
    t.ok((await verifyCrossingEvent((await device.sign(entryOf(NUMBER))).jws, key)).ok)
  }
})

t.test('nothing is signed that no server would take', async (t) => {
  const device = await madeDevice('dev-0000000001')
  const bad: NewCrossingEvent[] = [
    entryOf('K7Q2'),
    entryOf(NUMBER, { id: '01934f00-0000-4000-8000-000000000001' }),
    entryOf(NUMBER, { at: 1.5 }),
    entryOf(NUMBER, { at: -1 }),
    entryOf(NUMBER, { flight: 'kc1' }),
    entryOf(NUMBER, { operator: '' }),
    entryOf(NUMBER, { operator: 'x'.repeat(41) }),
    entryOf(NUMBER, { checkpoint: 'NQZ\u001b[2J' }),
    entryOf(NUMBER, { basis: 'paper' as never }),
    { ...exitOf(NUMBER), note: 'hello' } as never,
    { ...exitOf(NUMBER), action: 'transit' } as never,
    voidOf(NUMBER, 'the last one'),
    voidOf(NUMBER, ID, { text: '' }),
    voidOf(NUMBER, ID, { operator: 'KZ-1', supervisor: 'KZ-1' }),
    overrideOf(NUMBER, { operator: 'KZ-2', supervisor: 'KZ-2' }),
    overrideOf(NUMBER, { overrules: [] }),
    overrideOf(NUMBER, { code: 'BECAUSE' as never }),
  ]
  for (const event of bad) await t.rejects(device.sign(event), TypeError, JSON.stringify(event))
  t.equal(device.head.seq, 0, 'the chain did not grow')
})

t.test('texts are signed as they are, whatever SQL or a terminal would make of them', async (t) => {
  const device = await madeDevice('dev-0000000001')
  const text = `'; DROP TABLE crossings; -- %_"\\$1 Қате \u{1F600} \u202e`
  const { jws } = await device.sign(voidOf(NUMBER, ID, { text, operator: text.slice(0, 36) }))
  t.match(await verifyCrossingEvent(jws, await keyOf(device)), {
    value: { event: { text, operator: text.slice(0, 36) } },
  })
})

t.test('what is not of its form, its key or its schema is refused for that', async (t) => {
  const [device, other] = [await madeDevice('dev-0000000001'), await madeDevice('dev-0000000001')]
  const key = await keyOf(device)
  const { jws, event } = await device.sign(entryOf(NUMBER))
  const fault = async (text: string) => {
    const verified = await verifyCrossingEvent(text, key)
    return verified.ok ? 'believed' : verified.error
  }
  const [header = '', payload = '', signature = ''] = jws.split('.')
  const change = (change: object) => Buffer.from(writeStrictJson({ ...event, ...change })).toString('base64url')
  const typ = Buffer.from(writeStrictJson({ alg: 'ES256', kid: device.kid, typ: 'evisa+jwt' })).toString('base64url')
  t.equal(await fault(''), 'event/format')
  t.equal(await fault(`${jws}.x`), 'event/format')
  t.equal(await fault(`${jws}=`), 'event/format')
  t.equal(await fault('x'.repeat(MAX_EVENT_CHARACTERS + 1)), 'event/format')
  t.equal(await fault(`${typ}.${payload}.${signature}`), 'event/format')
  t.equal(await fault((await other.sign(entryOf(NUMBER))).jws), 'event/kid')
  t.equal(await fault(`${header}.${change({ checkpoint: 'ALA' })}.${signature}`), 'event/signature')
  for (const more of [{ note: 1 }, { at: 'now' }, { seq: 0 }, { prev: 'x' }, { visa_number: 'X' }]) {
    t.equal(await fault(await signAnything(device, { ...event, ...more })), 'event/schema', JSON.stringify(more))
  }
  const twice = writeStrictJson(event).replace('{', '{"at":1,')
  t.equal(await fault(await signAnything(device, null, twice)), 'event/schema', 'a member that stands twice')
  const alone = { ...overrideOf(NUMBER), device: device.id, seq: 1, prev: null }
  t.equal(await fault(await signAnything(device, { ...alone, supervisor: alone.operator })), 'event/schema')
  t.same(readCrossingEvent('nothing'), { ok: false, error: 'event/format' })
  t.match(readCrossingEvent(await signAnything(device, { device: 7 })), { ok: true, value: { device: null } })
})

t.test('of a thousand changed letters none is believed', async (t) => {
  const device = await madeDevice('dev-0000000001')
  const key = await keyOf(device)
  const { jws } = await device.sign(entryOf(NUMBER))
  t.match(
    jws.split('.')[0],
    Buffer.from(`{"alg":"ES256","kid":"${device.kid}","typ":"${CROSSING_TYP}"}`).toString('base64url'),
  )
  for (let at = 0; at < jws.length; at++) {
    const letter = jws[at] === 'A' ? 'B' : 'A'
    const verified = await verifyCrossingEvent(jws.slice(0, at) + letter + jws.slice(at + 1), key)
    if (verified.ok) t.fail(`letter ${at}`)
  }
})
