import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openPageStore, storePage } from '../../../browser/page-store.ts'
import { enrolmentOf } from '../../made-station.ts'

t.test('takes over what a page of before kept, and reads the ledger anew', async (t) => {
  const { open } = await storePage(t)
  const tab = await open()
  await tab.evaluate(
    ([enrolment, now]) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('before', 1)
        opening.onupgradeneeded = () => {
          const database = opening.result
          const keyed = { autoIncrement: true } as const
          for (const name of ['settings', 'artefacts']) database.createObjectStore(name)
          database.createObjectStore('crossings', keyed)
          database.createObjectStore('own_chains', { keyPath: 'device' }).add({ device: 'booth-7', seq: 0, hash: null })
          const records = database.createObjectStore('own_records', { keyPath: 'place', ...keyed })
          for (const index of ['id', 'visa', 'state', 'attention']) records.createIndex(index, index)
          database.createObjectStore('double_uses', { keyPath: 'visa_number' })
          const settings = opening.transaction?.objectStore('settings')
          settings?.add(enrolment, 'enrolment')
          settings?.add(now, 'time-floor')
          settings?.add(7, 'ledger-after')
          settings?.add(now, 'ledger-as-of')
        }
        opening.onsuccess = () => {
          opening.result.close()
          resolve()
        }
      }),
    [enrolmentOf(), NOW] as const,
  )
  // A browser that comes back opens all of its tabs at once.
  const both = await Promise.all([tab, await open()].map((one) => openPageStore(one, 'before')))
  for (const store of both) {
    t.same(await store.enrolment(), enrolmentOf(), 'in both tabs')
    await store.close()
  }
  for (const time of ['the first time', 'and ever after']) {
    const store = await openPageStore(tab, 'before')
    t.same(await store.enrolment(), enrolmentOf(), time)
    t.equal(await store.timeFloor(), NOW)
    t.equal(await store.accessEnded(), null)
    t.same(await store.ledgerMark(), { after: 0, asOf: null })
    await store.close()
  }
})
