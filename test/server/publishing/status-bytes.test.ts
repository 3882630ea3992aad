import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { VisaStatus } from '#evisa/status-list.ts'
import { type StatusBytes, statusBytes } from '../../../server/publishing/status-bytes.ts'
import type { PublishedPlace } from '../../../server/store/recovery-store.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import type { StatusMark } from '../../../server/store/visa-store.ts'
import { entryOf, voidOf } from '../../made-device.ts'
import { ACT, cross, newVisa } from '../store/made-visas.ts'

const STATUSES = ['valid', 'revoked', 'suspended', 'exhausted'] as const

function statusOf(bytes: StatusBytes, list: number, place: number): VisaStatus | undefined {
  return STATUSES[((bytes.lists()[list]?.[place >>> 2] ?? 0) >>> ((place & 3) * 2)) & 3]
}

/** A store of marks alone; what happens between two of its answers is up to the test. */
function marked(between: (store: { mark: Mark; open: () => void }) => void = () => {}) {
  const all: StatusMark[] = []
  let count = 1
  const held: PublishedPlace[] = []
  const mark: Mark = (list, place, status) => void all.push({ position: all.length + 1, list, place, status })
  const open = () => void count++
  return {
    mark,
    open,
    heldPlaces: async () => held,
    publishedArtefacts: async () => [],
    explainedPlaces: async () => new Set<number>(),
    goBack: () => void all.splice(0),
    countStatusLists: async () => count,
    statusesOf: async (list: number) => {
      const latest = new Map(all.filter((one) => one.list === list).map((one) => [one.place, one]))
      const marks = [...latest.values()].filter(({ status }) => status !== 'valid')
      const asOf = all.length
      between({ mark, open })
      return { marks, asOf }
    },
    statusMarksAfter: async (position: number, limit: number) => {
      const found = all.slice(position, position + limit)
      return found
    },
  }
}
type Mark = (list: number, place: number, status: VisaStatus) => void

async function withStore(t: Test) {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  return store
}

t.test('begins with what the store holds and follows every change', async (t) => {
  const store = await withStore(t)
  const [before, after, used] = [await newVisa(), await newVisa(), await newVisa()]
  await store.recordVisas([before, after, used], ACT)
  await store.setVisaStatus(before.claims.jti, 'revoked', 'a test', ACT)
  const bytes = statusBytes(store)
  t.same(bytes.lists(), [], 'nothing before it was followed')
  const read = ({ claims }: typeof before) => statusOf(bytes, 0, claims.status.status_list.idx)
  await bytes.follow()
  t.equal(bytes.lists().length, 1)
  t.equal(bytes.lists()[0]?.length, 32_768)
  t.same([before, after, used].map(read), ['revoked', 'valid', 'valid'])
  await store.setVisaStatus(after.claims.jti, 'suspended', 'a test', ACT)
  const entry = entryOf(used.claims.jti)
  await cross(store, entry)
  t.same([before, after, used].map(read), ['revoked', 'valid', 'valid'], 'not before it is followed')
  await bytes.follow()
  t.same([before, after, used].map(read), ['revoked', 'suspended', 'exhausted'])
  await store.setVisaStatus(after.claims.jti, 'valid', 'a test', ACT)
  await cross(store, voidOf(used.claims.jti, entry.id))
  await bytes.follow()
  t.same([before, after, used].map(read), ['revoked', 'valid', 'valid'])
})

t.test('says once which lists changed, and whether somebody is waiting for it', async (t) => {
  const store = marked()
  const bytes = statusBytes(store)
  const taken = async () => {
    await bytes.follow()
    const { lists, urgent } = bytes.takeChanged()
    return [[...lists], urgent]
  }
  t.same(await taken(), [[0], false], 'at first every list')
  t.same(await taken(), [[], false])
  store.mark(0, 7, 'exhausted')
  t.same(await taken(), [[0], false], 'an entry used up may wait')
  for (const status of ['revoked', 'suspended', 'valid'] as const) {
    store.mark(0, 7, status)
    t.same(await taken(), [[0], true], status)
  }
  store.open()
  t.same(await taken(), [[1], false], 'a new list')
  store.mark(1, 131_071, 'exhausted')
  store.mark(0, 7, 'revoked')
  store.mark(1, 0, 'exhausted')
  t.same(await taken(), [[1, 0], true])
})

t.test('what was taken and given back is there again, with what came meanwhile', async (t) => {
  const store = marked()
  const bytes = statusBytes(store)
  await bytes.follow()
  bytes.takeChanged()
  store.mark(0, 7, 'revoked')
  await bytes.follow()
  const taken = bytes.takeChanged()
  store.open()
  store.mark(1, 7, 'exhausted')
  await bytes.follow()
  bytes.returnChanged(taken)
  const { lists, urgent } = bytes.takeChanged()
  t.same([new Set(lists), urgent], [new Set([0, 1]), true])
  bytes.returnChanged({ lists: new Set(), urgent: false })
  t.match(bytes.takeChanged(), { urgent: false })
})

t.test('a change that comes while it is loading is neither lost nor undone', async (t) => {
  const moments: (() => void)[] = []
  const store = marked(() => moments.shift()?.())
  store.open()
  store.mark(0, 1, 'suspended')
  store.mark(1, 1, 'suspended')
  moments.push(() => {
    // Of the first list this comes after it was read, of the second before.
    store.mark(0, 1, 'revoked')
    store.mark(1, 1, 'valid')
    store.mark(1, 2, 'suspended')
    store.mark(1, 2, 'valid')
    store.mark(1, 2, 'revoked')
  })
  const bytes = statusBytes(store)
  await bytes.follow()
  t.same([statusOf(bytes, 0, 1), statusOf(bytes, 1, 1), statusOf(bytes, 1, 2)], ['revoked', 'valid', 'revoked'])
})

t.test('a list that was opened a moment ago is followed with its first mark', async (t) => {
  const store = marked()
  let opens = false
  const bytes = statusBytes({
    ...store,
    statusMarksAfter: async (position, limit) => {
      // Another process opens a list after this one has counted them.
      if (opens) {
        opens = false
        store.open()
        store.mark(1, 5, 'revoked')
      }
      return store.statusMarksAfter(position, limit)
    },
  })
  await bytes.follow()
  bytes.takeChanged()
  opens = true
  await bytes.follow()
  t.equal(statusOf(bytes, 1, 5), 'revoked')
  t.match(bytes.takeChanged(), { urgent: true })
})

t.test('what was published graver than the store has it stays so, whatever the store says since', async (t) => {
  const store = marked()
  const bytes = statusBytes(store)
  store.mark(0, 3, 'revoked')
  store.open()
  await bytes.follow()
  bytes.takeChanged()
  const held = await store.heldPlaces()
  held.push({ list: 0, place: 3, status: 'exhausted' }, { list: 1, place: 4, status: 'suspended' })
  bytes.forget()
  await bytes.follow()
  t.same([statusOf(bytes, 0, 3), statusOf(bytes, 1, 4)], ['revoked', 'suspended'], 'the graver of the two')
  t.match(bytes.takeChanged(), { urgent: true })
  store.mark(1, 4, 'exhausted')
  await bytes.follow()
  t.equal(statusOf(bytes, 1, 4), 'suspended')
  held.splice(0)
  bytes.forget()
  await bytes.follow()
  t.same([statusOf(bytes, 0, 3), statusOf(bytes, 1, 4)], ['revoked', 'exhausted'], 'until somebody says otherwise')
})

t.test('a store that went back is read anew', async (t) => {
  const store = marked()
  const bytes = statusBytes(store)
  store.mark(0, 3, 'revoked')
  await bytes.follow()
  store.goBack()
  store.mark(0, 4, 'suspended')
  await bytes.follow()
  t.equal(statusOf(bytes, 0, 3), 'revoked', 'the marks alone do not tell of it')
  bytes.forget()
  await bytes.follow()
  t.same([statusOf(bytes, 0, 3), statusOf(bytes, 0, 4)], ['valid', 'suspended'])
})

t.test('however many changes there are, all are followed', async (t) => {
  const store = marked()
  const bytes = statusBytes(store)
  await bytes.follow()
  for (let at = 0; at < 25_000; at++) store.mark(0, at, at === 24_999 ? 'revoked' : 'exhausted')
  await bytes.follow()
  t.equal(statusOf(bytes, 0, 0), 'exhausted')
  t.equal(statusOf(bytes, 0, 9_999), 'exhausted')
  t.equal(statusOf(bytes, 0, 10_000), 'exhausted')
  t.equal(statusOf(bytes, 0, 24_999), 'revoked')
  t.equal(bytes.lists()[0]?.filter((byte) => byte !== 0).length, 6250)
})

t.test('of two who follow at once the slower one takes nothing back', async (t) => {
  const store = marked()
  const slow: (() => void)[] = []
  let isSlow = false
  const bytes = statusBytes({
    ...store,
    statusMarksAfter: async (position, limit) => {
      const answer = await store.statusMarksAfter(position, limit)
      if (isSlow) {
        isSlow = false
        await new Promise<void>((resolve) => slow.push(resolve))
      }
      return answer
    },
  })
  await bytes.follow()
  store.mark(0, 1, 'suspended')
  isSlow = true
  const first = bytes.follow()
  await new Promise((resolve) => setImmediate(resolve))
  store.mark(0, 1, 'valid')
  const second = bytes.follow()
  await new Promise((resolve) => setImmediate(resolve))
  for (const answer of slow) answer()
  await Promise.all([first, second])
  t.equal(statusOf(bytes, 0, 1), 'valid')
})

t.test('a failure is not kept', async (t) => {
  const store = marked()
  let fails = true
  const bytes = statusBytes({
    ...store,
    statusesOf: async (list) => {
      if (fails) throw new Error('the disk stutters')
      return store.statusesOf(list)
    },
  })
  store.mark(0, 3, 'revoked')
  await t.rejects(bytes.follow(), { message: 'the disk stutters' })
  fails = false
  await bytes.follow()
  t.equal(statusOf(bytes, 0, 3), 'revoked')
})
