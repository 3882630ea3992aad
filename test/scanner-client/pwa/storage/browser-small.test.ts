import type { Page } from 'playwright-core'
import t from 'tap'
import { ACCESS_UNKNOWN } from '../../../../scanner-client/offline/scanner-store.ts'
import { openPageStore, storePage } from '../../../browser/page-store.ts'
import { entryOf } from '../../../made-device.ts'
import { enrol, enrolmentOf, recordAt } from '../../made-station.ts'

/** Forgets all small things of a database, as a browser does that evicts one store. */
const evictSmall = (tab: Page, name: string) =>
  tab.evaluate(
    (name) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => {
          const on = opening.result.transaction('small', 'readwrite')
          on.objectStore('small').clear()
          on.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
    name,
  )

t.test('where the small things were evicted it is not as if nobody had ever enrolled', async (t) => {
  const { open } = await storePage(t)
  const tab = await open()
  const store = await openPageStore(tab, 'small')
  await enrol(store)
  await recordAt(store, entryOf('K7Q2M4XN9TC2'))
  await evictSmall(tab, 'small')
  await t.rejects(store.enrolment(), { name: 'StorageFailed', fault: 'damaged' })
  t.equal(await store.accessEnded(), ACCESS_UNKNOWN)
  t.match(await store.ledgerMark(), { asOf: null, isDamaged: true })
  await enrol(store)
  t.same(await store.enrolment(), enrolmentOf())
  t.equal(await store.countUnsent(), 1, 'what was done here is there')
})
