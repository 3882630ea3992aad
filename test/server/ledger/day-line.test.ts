import t from 'tap'
import { dayLine } from '../../../server/ledger/day-line.ts'
import type { LedgerRecord } from '../../../server/store/ledger-store.ts'

const NOON = 1_796_000_000
const record = (device: string, seq: number, at = NOON + seq) =>
  ({ hash: `${device}:${seq}`, position: seq, event: { device, seq, at } }) as unknown as LedgerRecord

function ledger(of: readonly LedgerRecord[], chain: (device: string, seq: number) => LedgerRecord) {
  const asked: [string, number, number][] = []
  return {
    asked,
    recordsOfConflict: async (id: string) => (id === 'none' ? null : { records: of, next: null }),
    chainOf: async (device: string, after: number, limit: number) => {
      asked.push([device, after, limit])
      return Array.from({ length: limit }, (_, at) => after + 1 + at)
        .filter((seq) => seq > 0)
        .map((seq) => chain(device, seq))
    },
  }
}

t.test('each booth tells twenty records before its own and twenty after, of the same day, by the clock', async (t) => {
  const store = ledger([record('dev-1', 50), record('dev-2', 3)], (device, seq) =>
    record(device, seq, device === 'dev-1' && seq < 45 ? NOON - 86_400 : NOON + seq),
  )
  const line = await dayLine('x', store)
  t.same(store.asked, [
    ['dev-1', 29, 41],
    ['dev-2', -18, 41],
  ])
  const told = line?.records.map(({ hash }) => hash) ?? []
  t.same(told.slice(0, 3), ['dev-2:1', 'dev-2:2', 'dev-2:3'])
  t.same([told.includes('dev-2:23'), told.includes('dev-2:24')], [true, false])
  t.same([told.includes('dev-1:45'), told.includes('dev-1:44'), told.at(-1)], [true, false, 'dev-1:70'])
  t.same([...(line?.ofConflict ?? [])], ['dev-2:3', 'dev-1:50'])
})

t.test('of many booths those of the newest records, each around its newest; of no conflict nothing', async (t) => {
  const booths = [1, 2, 3, 4, 5].map((n) => record(`dev-${n}`, n * 10))
  const store = ledger([...booths, record('dev-5', 90)], record)
  await dayLine('x', store)
  t.same(
    store.asked.map(([device, after]) => [device, after]),
    [
      ['dev-5', 69],
      ['dev-4', 19],
      ['dev-3', 9],
    ],
  )
  t.equal(await dayLine('none', store), null)
})
