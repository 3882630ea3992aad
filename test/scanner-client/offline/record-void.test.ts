import t from 'tap'
import { recordVoid, type VoidGiven } from '../../../scanner-client/offline/record-void.ts'
import { admit, ENTRY, EXIT, entriesAt, mend, onCall, scene, syncOf } from '../booth-scene.ts'
import { enrolmentOf, type MadeStation, NOBODY_ANSWERS, STATION_KEY } from '../made-station.ts'

const LAST: VoidGiven = { event: 'last', text: 'the wrong person', operator: null, supervisor: null }
const SUPERVISED = { ...LAST, operator: 'KZ-1', supervisor: 'KZ-2' }
const take = (booth: MadeStation, given = LAST) => recordVoid(given, booth.platform())

t.test('a mistake is taken back within 15 minutes, and the visa is as before', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const { recorded } = await admit(booth, visa)
  built.clock.now += 900
  const voided = await take(booth)
  t.match(voided, { ok: true, value: { basis: 'online', event: { action: 'void', text: 'the wrong person' } } })
  if (recorded?.recorded === 'entry') t.match(voided, { value: { voided: { id: recorded.event.id } } })
  const issued = await built.authority('GET', `/v1/visas/${visa.visa_number}`)
  t.equal(issued.body.entries_used, 0)
  t.match(await admit(booth, visa), { recorded: { recorded: 'entry', basis: 'online' } })
})

t.test('later a second person has to say so too', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  await admit(booth, visa)
  built.clock.now += 901
  t.same(await take(booth), { ok: false, error: 'void/late' })
  for (const operator of [null, 'KZ-2']) {
    t.same(await take(booth, { ...SUPERVISED, operator }), { ok: false, error: 'void/same-person' })
  }
  t.match(await recordVoid(SUPERVISED, booth.platform()), { ok: true, value: { event: { supervisor: 'KZ-2' } } })
  const issued = await built.authority('GET', `/v1/visas/${visa.visa_number}`)
  t.equal(issued.body.entries_used, 0)
  t.same((await built.authority('GET', '/v1/conflicts')).body.conflicts, [])
})

t.test('a clock that was put back does not make a record young', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  await admit(booth, visa)
  t.same(await recordVoid(LAST, booth.platform({ now: () => built.clock.now - 60 })), { ok: false, error: 'void/late' })
})

t.test('of an attempt and what was done instead of it either takes back both', async (t) => {
  for (const which of ['attempt', 'instead'] as const) {
    const { built, visa, stations } = await scene(t, 1)
    const [booth] = stations
    onCall(booth, 'POST /v1/crossings', NOBODY_ANSWERS)
    await admit(booth, visa)
    mend(booth)
    const queue = await booth.store.queued('unsent', 0, 10)
    const event = queue[which === 'attempt' ? 0 : 1]?.event.id ?? ''
    t.match(await take(booth, { ...LAST, event }), { ok: true })
    await syncOf(booth)
    const issued = await built.authority('GET', `/v1/visas/${visa.visa_number}`)
    t.equal(issued.body.entries_used, 0, which)
    t.same(await take(booth, { ...LAST, event }), { ok: false, error: 'void/nothing' }, 'once')
  }
})

t.test('offline it waits here with the rest', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  booth.meddle = NOBODY_ANSWERS
  await admit(booth, visa, EXIT)
  t.match(await take(booth), { ok: true, value: { basis: 'offline', voided: { action: 'exit' } } })
  t.equal(await booth.store.countUnsent(), 2)
  mend(booth)
  await syncOf(booth)
  t.match(
    (await built.store.crossingsOf(visa.visa_number)).map(({ action }) => action),
    ['exit', 'void'],
  )
})

t.test('what others did, what never counted and what was done under another enrolment is not voided', async (t) => {
  const { built, visa, stations } = await scene(t, 2)
  const [booth, other] = stations
  t.same(await take(booth), { ok: false, error: 'void/unknown' }, 'nothing was done here')
  await admit(other, visa)
  await syncOf(booth)
  const [theirs] = await entriesAt(built, visa)
  t.same(await take(booth, { ...LAST, event: theirs?.id ?? '' }), { ok: false, error: 'void/unknown' })
  const { decision } = (await admit(booth, visa, ENTRY)).scan
  t.equal(decision.reason, 'entries/used-up')
  const mine = await built.issue()
  await admit(booth, mine)
  await booth.store.saveEnrolment(enrolmentOf({ device: 'dev-another' }), STATION_KEY.pair)
  const enrolment = await booth.store.enrolment()
  if (enrolment === null) throw new Error('not enrolled')
  t.same(await recordVoid(LAST, booth.platform({ enrolment, client: null })), { ok: false, error: 'void/unknown' })
})
