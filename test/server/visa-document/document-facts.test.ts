import t from 'tap'
import { numericDate } from '../../../server/visa-document/document-facts.ts'
import { madeFacts } from './made-facts.ts'

t.test('says the airports that are open to e-visas, by name, and no others', async (t) => {
  const { airports } = await madeFacts()
  const ids = airports.map(({ id }) => id)
  for (const id of ['ALA', 'NQZ', 'SCO']) t.ok(ids.includes(id), id)
  for (const id of ['ATX', 'BXH', 'aktau-sea', 'TSE']) t.notOk(ids.includes(id), id)
  t.same(
    airports,
    airports.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  )
})

t.test('names the page for everybody where the code leads to one', async (t) => {
  t.equal((await madeFacts()).checkPage, null)
  t.equal((await madeFacts({}, 'HTTPS://EVISA.GOV.KZ/Q#')).checkPage, 'https://evisa.gov.kz/Q')
})

t.test('days of validity are written as Kazakh and Russian write them, too', async (t) => {
  t.equal(numericDate('2026-02-03'), '03.02.2026')
})
