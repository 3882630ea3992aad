import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { makeLogger } from '../../../server/log-event.ts'
import type { LostPart, StoreMark } from '../../../server/store/recovery-store.ts'
import { MarkDamaged, type MarkFile } from '../../../server/watch/mark-file.ts'
import { type StoreBehind, watchStore } from '../../../server/watch/store-watch.ts'
import { MARK } from './made-mark.ts'

/** A store and a file that the test changes. */
function watched(kept: StoreMark | null | 'damaged' = null) {
  const given = { lost: [] as LostPart[], mark: MARK, changes: 0, asked: 0, caughtUp: 0, fails: false }
  const written: StoreMark[] = []
  const lines: string[] = []
  const file: MarkFile = {
    read: () => {
      if (kept === 'damaged') throw new MarkDamaged('damaged')
      return kept
    },
    write: (mark) => {
      if (given.fails) throw new Error('EIO')
      written.push(mark)
    },
    close: () => undefined,
  }
  const store = {
    mark: async () => {
      given.asked += 1
      return given.mark
    },
    lostOf: async () => given.lost,
    changesSoFar: () => given.changes,
  }
  const log = makeLogger('trace', { write: (line) => void lines.push(line) })
  const catchUp = async () => {
    given.caughtUp += 1
  }
  const watch = watchStore({ store, file, now: () => NOW, log, catchUp })
  const told: (StoreBehind | null)[] = []
  watch.onChange((behind) => void told.push(behind))
  return { given, watch, written, told, lines }
}

t.test('what is done is marked before it is acknowledged, and only where something was done', async (t) => {
  const { given, watch, written } = watched()
  await watch.look()
  t.same(written, [MARK], 'a store that nobody marked is taken as it is')
  await watch.note()
  given.changes = 1
  given.mark = { ...MARK, snapshot: 8 }
  await watch.note()
  const asked = given.asked
  await watch.note()
  t.equal(given.asked, asked, 'nothing was done')
  t.match(written.at(-1), { snapshot: 8 })
  t.match(watch.mark(), { snapshot: 8 })
  t.equal(watch.behind(), null)
})

t.test('a store that lacks what was marked is behind until somebody began another epoch', async (t) => {
  const { given, watch, written, told, lines } = watched(MARK)
  given.lost = ['ledger', 'audit']
  await watch.look()
  const behind = { lost: ['ledger', 'audit'], shownBy: 'server', since: NOW }
  t.same(watch.behind(), behind)
  t.match(JSON.parse(lines[0] ?? ''), { event: 'store-behind', lost: 'ledger audit', by: 'server' })
  given.changes = 9
  await watch.note()
  t.same(written, [], 'the mark stays: it is what is missed')
  await watch.look()
  t.same(watch.behind(), behind)
  given.mark = { ...MARK, epoch: { number: 2, id: 'f'.repeat(43) } }
  await watch.look()
  t.equal(watch.behind(), null, 'another process heard of it')
  t.match(written, [{ epoch: { number: 2 } }])
  t.same(told, [behind, null])
  t.equal(given.caughtUp, 1, 'with what is known here')
})

t.test('a standby that lagged and holds all of it again is no store that went back', async (t) => {
  const { given, watch } = watched(MARK)
  given.lost = ['ledger']
  await watch.look()
  t.match(watch.behind(), { lost: ['ledger'] })
  given.lost = []
  await watch.look()
  t.equal(watch.behind(), null)
})

t.test('the mark never follows a store backwards, whatever connection led there', async (t) => {
  const { given, watch, written } = watched()
  await watch.look()
  given.lost = ['ledger']
  given.mark = { ...MARK, ledger: { position: 1, head: 'x'.repeat(43) } }
  given.changes = 5
  await watch.note()
  t.match(watch.behind(), { lost: ['ledger'] })
  t.same(written, [MARK])
})

t.test(
  'another epoch is told of also where nothing seemed wrong: what is held in memory is of the one before',
  async (t) => {
    const { given, watch, told } = watched()
    await watch.look()
    given.mark = { ...MARK, epoch: { number: 2, id: 'f'.repeat(43) } }
    given.changes = 1
    await watch.note()
    t.same(told, [null])
    t.equal(given.caughtUp, 1)
  },
)

t.test('a mark that cannot be written acknowledges nothing, also to who comes at the same moment', async (t) => {
  const { given, watch } = watched()
  await watch.look()
  given.changes = 1
  given.fails = true
  const both = await Promise.allSettled([watch.note(), watch.note()])
  t.same(
    both.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  await t.rejects(watch.note())
})

t.test('a device that holds more shows it, once, and who restores it settles it', async (t) => {
  const { watch, told } = watched()
  await watch.look()
  watch.report(['snapshot'], 'device', async () => true)
  watch.report(['ledger'], 'device')
  t.match(watch.behind(), { lost: ['snapshot'], shownBy: 'device' })
  await watch.look()
  t.match(watch.behind(), { shownBy: 'device' }, 'it lacks what that device holds, whatever it says itself')
  await watch.settle()
  t.equal(watch.behind(), null)
  t.equal(told.length, 2)
})

t.test('where the mark cannot be read nobody can tell, and nothing is done', async (t) => {
  const { watch } = watched('damaged')
  await watch.look()
  t.match(watch.behind(), { lost: ['mark'], shownBy: 'server' })
})
