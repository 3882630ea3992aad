import t from 'tap'
import { fail } from '#evisa/result.ts'
import { checkFlight } from '../../../server/flights/check-flight.ts'
import { answersOf, type FlightLine, replayFlight } from '../../../server/flights/flight-lines.ts'
import type { Store } from '../../../server/store/store.ts'
import { NOW } from '../build-app.ts'
import { madeFlights, PLAN } from './made-flight.ts'

const told = () => {
  const lines: FlightLine[] = []
  return { lines, tell: (line: FlightLine) => void lines.push(line) }
}

t.test('a flight that was begun and never answered, as after a crash, is answered by the next check', async (t) => {
  const { begin, check, store, issue } = await madeFlights(t)
  const visa = await issue()
  const begun = await begin([{ text: visa.qr_text }])
  t.match(begun, { revision: 0, checkedAt: null, counts: { clear: 0 }, carrier: 'KC', passengers: 1 })
  t.same(await answersOf(store, begun), [])
  const { lines, tell } = told()
  t.match(await check(begun, tell), { revision: 1, checkedAt: NOW, counts: { clear: 1 } })
  t.same(
    lines.map(({ kind }) => kind),
    ['flight', 'answer', 'progress', 'end'],
  )
  const again = told()
  const kept = await store.findFlight(begun.id, 'KC')
  if (kept === null) throw new Error('a flight')
  await replayFlight(store, kept, again.tell)
  t.same(again.lines[1], lines[1], 'the very answer, its receipt too')
})

t.test('the end is told once all is kept, and not where it could not be', async (t) => {
  let fails = true
  const failing = (store: Store): Store => ({
    ...store,
    saveAnswers: async (...given) => {
      if (fails) throw Object.assign(new Error('disk'), { code: 'SQLITE_FULL' })
      return store.saveAnswers(...given)
    },
  })
  const { begin, check } = await madeFlights(t, { store: failing })
  const begun = await begin([{ nationality: 'KAZ' }])
  const { lines, tell } = told()
  await t.rejects(check(begun, tell), { code: 'SQLITE_FULL' })
  t.notOk(lines.some(({ kind }) => kind === 'end'))
  fails = false
  t.match(await check(begun, tell), { revision: 1 })
})

t.test('changed meanwhile by another process: both are kept, one after the other', async (t) => {
  const { begin, check, store } = await madeFlights(t)
  const begun = await begin([{ nationality: 'KAZ' }])
  const late = { ...PLAN, arrival: '2026-11-23T00:40:00+05:00' }
  await Promise.all([check(begun), check({ ...begun, plan: late })])
  t.match(await store.findFlight(begun.id, 'KC'), { revision: 2 })
})

t.test('a flight that was removed while it was checked says so', async (t) => {
  const { begin, services, store } = await madeFlights(t)
  const begun = await begin([{ nationality: 'KAZ' }])
  await store.removeFlight(begun.id, 'KC')
  t.same(await checkFlight(services, begun, () => undefined), fail('flight/removed'))
})

t.test('a flight that others change again and again says so, and tells no end', async (t) => {
  const { begin, services, store } = await madeFlights(t)
  const begun = await begin([{ nationality: 'KAZ' }])
  const { lines, tell } = told()
  const changing = { ...services, store: { ...store, saveAnswers: async () => false } }
  t.same(await checkFlight(changing, begun, tell), fail('flight/busy'))
  t.notOk(lines.some(({ kind }) => kind === 'end'))
})
