import t from 'tap'
import type { Store } from '../../../server/store/store.ts'
import { type StoreBehind, StoreIsBehind } from '../../../server/watch/store-watch.ts'
import { watchedStore } from '../../../server/watch/watched-store.ts'

const BEHIND: StoreBehind = { lost: ['ledger'], shownBy: 'server', since: 1 }

t.test('what a store did is noted before it is acknowledged, and nobody goes by one that went back', async (t) => {
  const acts: string[] = []
  const state = { behind: null as StoreBehind | null, fails: false }
  const store = {
    countVisas: async () => {
      acts.push('counted')
      if (state.fails) state.behind = BEHIND
      return 7
    },
    epoch: async () => ({ number: 1, id: 'x' }),
    changesSoFar: () => 3,
  } as unknown as Store
  const watched = watchedStore(store, { behind: () => state.behind, note: async () => void acts.push('noted') })
  t.equal(await watched.countVisas(), 7)
  t.same(acts, ['counted', 'noted'])
  t.equal(watched.changesSoFar(), 3, 'told at once')
  state.fails = true
  await t.rejects(watched.countVisas(), StoreIsBehind, 'it came to light meanwhile')
  acts.length = 0
  await t.rejects(watched.countVisas(), StoreIsBehind)
  t.same(acts, [], 'it is not even asked')
  t.match(await watched.epoch(), { number: 1 }, 'what gets it out of it')
})
