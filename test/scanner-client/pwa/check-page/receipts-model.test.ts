import t from 'tap'
import { inflateBytes } from '../../../../platform/inflate-bytes.ts'
import { openReceiptsModel } from '../../../../scanner-client/pwa/check-page/receipts-model.ts'
import { build } from '../../../server/build-app.ts'
import { answersOf, FLIGHTS, flightOf } from '../../../server/flights/made-flight.ts'
import { fetchOf, HERE } from './check-scene.ts'

t.test('a file, a picture, a text; what is none; and no network', async (t) => {
  const built = await build(t)
  const carrier = await built.enrol('carrier')
  const flight = await carrier.call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }]))
  const [kept] = answersOf(flight).map(({ receipt }) => receipt)
  const line = JSON.stringify(kept)
  const real = fetchOf(built)
  let isCut = false
  const receipts = openReceiptsModel({
    ...{ origin: HERE.origin, verify: { inflate: inflateBytes }, now: () => built.clock.now },
    fetch: (url, init) => (isCut ? Promise.reject(new TypeError('fetch failed')) : real(url, init)),
    readPicture: async (file) => ({ ok: true, value: file.size > 5 ? ['M1PERERA', kept?.receipt ?? ''] : ['EV1:1'] }),
  })
  const genuine = { name: 'told', judged: [{ line: 1, proof: { ok: true, value: { standing: 'authority' } } }] }
  const taken = receipts.take(line)
  t.equal(receipts.phase.value.name, 'working')
  await taken
  t.match(receipts.phase.value, genuine)
  receipts.clear()
  t.equal(receipts.phase.value.name, 'empty')
  await receipts.takeFile(new Blob([`${line}\n`], { type: 'application/jsonl' }))
  t.match(receipts.phase.value, genuine)
  await receipts.takeFile(new Blob(['a picture'], { type: 'image/png' }))
  t.match(receipts.phase.value, genuine)
  for (const give of [
    () => receipts.take('EV1:123'),
    () => receipts.takeFile(new Blob(['x'], { type: 'image/png' })),
  ]) {
    await give()
    t.match(receipts.phase.value, { name: 'fault', fault: 'no-receipt' })
  }
  isCut = true
  await receipts.take(line)
  t.match(receipts.phase.value, { name: 'fault', fault: 'network' })
  const late = receipts.take(line)
  receipts.clear()
  await late
  t.equal(receipts.phase.value.name, 'empty', 'what was given up on is not shown afterwards')
})
