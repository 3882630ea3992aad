import t from 'tap'
import { attackInPage, openPageStore, storePage } from '../../../browser/page-store.ts'
import { attackTable } from '../../offline/attack-table.ts'
import { scannerStoreContract } from '../../offline/scanner-store-contract.ts'

t.test("the page's storage keeps the contract of the port", async (t) => {
  const { open } = await storePage(t)
  const tab = await open()
  await scannerStoreContract(t, (t) => openPageStore(tab, t.name))
})

t.test('the attack table, in IndexedDB', async (t) => {
  const { open } = await storePage(t)
  const tab = await open()
  await attackTable(t, (number, attack) => attackInPage(tab, `attack ${number}`, attack))
})
