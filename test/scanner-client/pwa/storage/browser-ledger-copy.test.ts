import type { Page } from 'playwright-core'
import t from 'tap'
import { openPageStore, storePage } from '../../../browser/page-store.ts'
import { damagedLedgerContract } from '../../offline/damaged-ledger-contract.ts'

/** Empties one object store of a database, as a browser does that evicts it. */
const evict = (tab: Page, name: string, store: string) =>
  tab.evaluate(
    ([name, store]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => {
          const database = opening.result
          const on = database.transaction(store, 'readwrite')
          on.objectStore(store).clear()
          on.onerror = () => reject(on.error)
          on.oncomplete = () => {
            database.close()
            resolve()
          }
        }
      }),
    [name, store] as const,
  )

/** Changes each row that the ledger told of. */
const change = (tab: Page, name: string, from: string, to: string) =>
  tab.evaluate(
    ([name, from, to]) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => {
          const database = opening.result
          const on = database.transaction('ledger', 'readwrite')
          const rows = on.objectStore('ledger')
          const keys = rows.getAllKeys()
          const values = rows.getAll()
          values.onsuccess = () => {
            for (const [at, row] of values.result.entries()) {
              rows.put({ ...row, text: row.text.replace(from, to) }, keys.result[at])
            }
          }
          on.oncomplete = () => {
            database.close()
            resolve()
          }
        }
      }),
    [name, from, to] as const,
  )

t.test('a damaged copy in IndexedDB', async (t) => {
  const { open } = await storePage(t)
  const tab = await open()
  await damagedLedgerContract(t, (t) => openPageStore(tab, t.name), {
    'its rows were evicted': (t) => evict(tab, t.name, 'ledger'),
    'its counts and sums were evicted': (t) => evict(tab, t.name, 'ledger_chunks'),
    'an entry became an exit': (t) => change(tab, t.name, '"entry"', '"exitt"'),
  })
})
