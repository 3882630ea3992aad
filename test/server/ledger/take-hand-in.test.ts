import t from 'tap'
import type { CrossingReceipt, ReceiptsDocument } from '#evisa/crossing-receipt.ts'
import { packEvisa } from '#evisa/packed-evisa.ts'
import { peopleOf } from '#evisa/person-proof.ts'
import { importVerificationKey } from '#evisa/root.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { PeopleAt } from '../../../server/ledger/prove-persons.ts'
import { takeHandIn } from '../../../server/ledger/take-hand-in.ts'
import type { SigningKey } from '../../../server/signing-keys.ts'
import type { SignedEvent } from '../../../server/store/ledger-store.ts'
import type { BoothKeyUse } from '../../../server/store/person-store.ts'
import { makeClaims, makeKnowledge, signVisa } from '../../made.ts'
import { entryOf, madeDevice } from '../../made-device.ts'
import { madeRoster, madeShift, PEOPLE_KEYS, signedBy } from '../../made-statements.ts'

const NUMBER = 'K7Q2M4XN9TBC'
const [device, carrier, stranger] = await Promise.all(['dev-1', 'dev-2', 'dev-3'].map(madeDevice))
if (!device || !carrier || !stranger) throw new Error('three')

const world = await makeKnowledge()
const knowledge = async () => world

const keyOf = async (id: string) => {
  const found = [device, carrier].find((one) => one.id === id)
  const key = found === undefined ? null : await importVerificationKey(found.jwk)
  return key === null ? null : { ...key, role: id === 'dev-1' ? ('border' as const) : ('carrier' as const) }
}

const EPOCH = { number: 1, id: '0123456789abcdef0123456789abcdef' }

interface Handed {
  readonly stored: readonly SignedEvent[]
  /** The numbers that the store was asked for. */
  readonly asked: readonly string[]
  readonly typ: string
  /** The keys whose counters were noted. */
  readonly uses: readonly BoothKeyUse[]
}

const END = { position: 7, head: 'h'.repeat(43) }

/** Hands events in and gives what was stored and what was answered, unsigned. */
async function handIn(events: readonly string[], peopleAt?: PeopleAt): Promise<ReceiptsDocument & Handed> {
  const uses: BoothKeyUse[] = []
  const noteKeyUses = async (given: readonly BoothKeyUse[]) => void uses.push(...given)
  const stored: SignedEvent[] = []
  const asked: string[] = []
  const appendCrossings = async (given: readonly SignedEvent[]): Promise<CrossingReceipt[]> => {
    stored.push(...given)
    return given.map(({ hash }, at) => ({
      hash,
      result: 'stored',
      because: null,
      position: at + 1,
      received_at: NOW,
      used_by: null,
    }))
  }
  // The store knows one number, and no other.
  const statusesOfVisas = async (numbers: readonly string[]) => {
    asked.push(...numbers)
    return new Map(numbers.filter((number) => number === NUMBER).map((number) => [number, 'valid' as const]))
  }
  const sign = async (typ: string, payload: unknown) => JSON.stringify({ typ, payload })
  const key: SigningKey = { kid: '', signUntil: 0, verifyUntil: 0, sign }
  const answer = JSON.parse(
    await takeHandIn(events, 'dev-9', {
      store: {
        appendCrossings,
        statusesOfVisas,
        noteKeyUses,
        findRecord: async () => null,
        ledgerEnd: async () => END,
      },
      ...{ knowledge, keyOf, key, peopleAt },
      ...{ epoch: EPOCH, now: NOW },
    }),
  )
  return { stored, asked, uses, typ: answer.typ, ...answer.payload }
}

t.test('takes what is true and rejects the rest, each for its own reason, in its place', async (t) => {
  const good = await device.sign(entryOf(NUMBER))
  const [header, payload, signature = ''] = (await device.sign(entryOf(NUMBER))).jws.split('.')
  const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`
  const bySomebodyElse = await madeDevice('dev-1')
  const events = [
    'no jws',
    good.jws,
    `${header}.${payload}.${flipped}`,
    (await bySomebodyElse.sign(entryOf(NUMBER))).jws,
    (await stranger.sign(entryOf(NUMBER))).jws,
    (await carrier.sign(entryOf(NUMBER))).jws,
    'x'.repeat(5000),
    good.jws,
  ]
  const { stored, typ, receipts, iat, device: from } = await handIn(events)
  t.equal(typ, 'evisa-receipts+jwt')
  t.match({ iat, from }, { iat: NOW, from: 'dev-9' })
  t.same(
    stored.map(({ hash }) => hash),
    [good.hash, good.hash],
  )
  t.same(
    receipts.map(({ result, because }: CrossingReceipt) => because ?? result),
    [
      'event/format',
      'stored',
      'event/signature',
      'event/kid',
      'event/device',
      'event/device',
      'event/format',
      'stored',
    ],
  )
  t.match(receipts[0], { hash: null, result: 'rejected', position: null, received_at: null, used_by: null })
})

t.test('proves the e-visa of an entry whose number the store does not know, and asks for nothing else', async (t) => {
  const claims = makeClaims()
  const { jti } = claims
  const evisa = packEvisa(signVisa(claims)) ?? ''
  const [attempt, offline] = [
    await device.sign(entryOf(jti, { basis: 'online', evisa })),
    await device.sign(entryOf(jti, { evisa })),
  ]
  const known = await device.sign(entryOf(NUMBER, { basis: 'online', evisa }))
  const bare = await device.sign(entryOf('K7Q2M4XN9TBD', { basis: 'online' }))
  const { stored, asked } = await handIn([attempt, offline, known, bare].map(({ jws }) => jws))
  t.same(
    stored.map(({ isEvisaProven, provenEntries }) => [isEvisaProven, provenEntries]),
    [
      [true, 1],
      [true, 1],
      [undefined, undefined],
      [undefined, undefined],
    ],
  )
  t.same(asked, [jti, NUMBER], 'of what shows no e-visa nothing is asked')
})

t.test('says whose key nobody proved, and notes the counter of one that was touched', async (t) => {
  const begun = madeShift({ at: NOW - 60 })
  const shift = signedBy(begun, PEOPLE_KEYS.officer, { person: 'p-1', credential: 'AQID', device: 'dev-1', counter: 5 })
  const events = [
    await device.sign(shift),
    await device.sign(entryOf(NUMBER, { operator: 'KZ-1', shift: shift.id })),
    await device.sign(entryOf(NUMBER, { operator: 'KZ-3', shift: shift.id })),
    await device.sign(entryOf(NUMBER, { operator: 'KZ-3' })),
  ]
  const everybody = async () => peopleOf(madeRoster())
  const { stored, uses, receipts } = await handIn(
    events.map(({ jws }) => jws),
    everybody,
  )
  t.same(
    stored.map(({ isUnproven = false }) => isUnproven),
    [false, false, true, false],
  )
  t.ok(
    receipts.every(({ result }) => result === 'stored'),
    'nothing is refused for it',
  )
  t.same(uses, [{ credential: 'AQID', counter: 5, at: NOW - 60 }])
})
