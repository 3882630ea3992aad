import t from 'tap'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import { packEvisa } from '#evisa/packed-evisa.ts'
import { proveEvisas } from '../../../server/ledger/prove-evisas.ts'
import { makeClaims, makeKnowledge, NOW, signVisa } from '../../made.ts'
import { entryOf, madeDevice, shiftOf } from '../../made-device.ts'
import { KEYS } from '../../made-keys.ts'

const CLAIMS = makeClaims()
const NUMBER = CLAIMS.jti
const booth = await madeDevice('dev-1')
const world = await makeKnowledge()

const eventOf = async (evisa?: string, number = NUMBER): Promise<CrossingEvent> =>
  (await booth.sign(entryOf(number, evisa === undefined ? {} : { evisa }))).event

/** What is said of each event, where the store knows these numbers. */
async function proven(
  events: readonly CrossingEvent[],
  known: readonly string[] = [],
  knowledge: Knowledge | null = world,
) {
  const asked = { numbers: 0, knowledge: 0 }
  const statusesOfVisas = async (numbers: readonly string[]) => {
    asked.numbers += 1
    return new Map(numbers.filter((one) => known.includes(one)).map((one) => [one, 'valid' as const]))
  }
  const context = {
    store: { statusesOfVisas },
    knowledge: async () => {
      asked.knowledge += 1
      if (knowledge === null) throw new Error('nothing can be published')
      return knowledge
    },
    now: NOW,
  }
  const found = await proveEvisas(events, context)
  return { said: events.map((event) => found.get(event)?.isEvisaProven), asked, proofs: [...found.values()] }
}

const packed = (claims: object = CLAIMS, key = KEYS.visa) => packEvisa(signVisa(claims, key)) ?? ''

t.test('an e-visa proves its own number, and no other', async (t) => {
  const forged = packed(CLAIMS, { ...KEYS.visa, privateKey: KEYS.status.privateKey })
  const events = [
    await eventOf(packed()),
    await eventOf(packed(), 'K7Q2M4XN9TBC'),
    await eventOf(forged),
    await eventOf(packed(CLAIMS, KEYS.status)),
    await eventOf('A'.repeat(200)),
    await eventOf(),
  ]
  t.same((await proven(events)).said, [true, false, false, false, false, false])
  t.same(
    (await proven(events, [], { ...world, trust: null })).said,
    events.map(() => false),
  )
})

t.test('a proven e-visa says how many entries it allows', async (t) => {
  const many = makeClaims({ entries: 'multiple', category: 'A5' })
  const { proofs } = await proven([await eventOf(packed()), await eventOf(packed(many)), await eventOf()])
  t.same(
    proofs.map(({ provenEntries }) => provenEntries),
    [1, null, null],
  )
})

t.test('where the server does not know what to trust, what could be an e-visa stays unchecked', async (t) => {
  const events = [await eventOf(packed()), await eventOf()]
  t.same((await proven(events, [], null)).said, [null, false])
})

t.test('nothing is proven of what the store knows, or of what is nobody’s', async (t) => {
  const [event, shift] = [await eventOf(packed()), (await booth.sign(shiftOf())).event]
  t.same(await proven([event], [NUMBER]), { said: [undefined], asked: { numbers: 1, knowledge: 0 }, proofs: [] })
  t.same(await proven([shift]), { said: [undefined], asked: { numbers: 0, knowledge: 0 }, proofs: [] })
  t.match(
    await proven([event, await eventOf(packed()), event]),
    { asked: { numbers: 1, knowledge: 1 } },
    'once for all',
  )
})
