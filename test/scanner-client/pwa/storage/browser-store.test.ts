import t from 'tap'
import { chromiumFor } from '../../../browser/chromium.ts'
import { openPageStore, storePage } from '../../../browser/page-store.ts'
import { attackTable } from '../../offline/attack-table.ts'
import { scannerStoreContract } from '../../offline/scanner-store-contract.ts'

t.test("the page's storage keeps the contract of the port", async (t) => {
  const context = await chromiumFor(t)
  const { open } = await storePage(t, context)
  const tab = await open()
  await scannerStoreContract(t, (t) => openPageStore(tab, t.name))
})

t.test('the attack table, in IndexedDB', async (t) => {
  const context = await chromiumFor(t)
  const { open } = await storePage(t, context)
  const tab = await open()
  await attackTable(t, (number) => openPageStore(tab, `attack ${number}`))
})
