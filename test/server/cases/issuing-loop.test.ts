import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { startIssuing } from '../../../server/cases/issuing-loop.ts'
import type { Store } from '../../../server/store/store.ts'
import { type Opened, onBothDatabases } from '../store/both-databases.ts'
import { keepCleared, madeIssuing, WITHOUT_KEY } from './made-issuing.ts'

const FAR = 3_600_000

async function untilIssued(store: Store, reference: string): Promise<void> {
  while ((await store.showCase(reference, { actor: 'operator/x', at: NOW }))?.state !== 'issued') await setTimeout(5)
}

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: what waited is issued at the start, and what is decided later once it is woken`, async (t) => {
    const { store, runs } = await open(t)
    const { services } = madeIssuing(store)
    const first = await keepCleared(runs, store)
    const loop = startIssuing(services, FAR)
    t.teardown(loop.close)
    await untilIssued(store, first.reference)
    const second = await keepCleared(runs, store)
    const before = performance.now()
    loop.wake()
    await untilIssued(store, second.reference)
    t.ok(performance.now() - before < 5000, 'no objection to e-visa within five seconds')
  })

  t.test(`${name}: what another process decides is found without being woken`, async (t) => {
    const { store, runs } = await open(t)
    const loop = startIssuing(madeIssuing(store).services, 20)
    t.teardown(loop.close)
    const { reference } = await keepCleared(runs, store)
    await untilIssued(store, reference)
  })

  t.test(`${name}: a store that fails is asked again, and a closed loop takes nothing more`, async (t) => {
    const { store, runs } = await open(t)
    const { services, lines, keys } = madeIssuing(store)
    let faults = 2
    const claimIssue: typeof store.claimIssue = async (...given) => {
      faults -= 1
      if (faults >= 0) throw new TypeError('away')
      return store.claimIssue(...given)
    }
    const { reference } = await keepCleared(runs, store)
    const loop = startIssuing({ ...services, store: { ...services.store, claimIssue } }, 5)
    await untilIssued(store, reference)
    await loop.close()
    t.match(JSON.parse(lines[0] ?? ''), { event: 'cases-not-read', error: 'TypeError' })
    keys.current = WITHOUT_KEY
    const late = await keepCleared(runs, store)
    loop.wake()
    await setTimeout(30)
    t.match(await store.claimIssue(NOW, NOW + 9), { reference: late.reference, attempts: 1 })
  })
})
