import t from 'tap'
import { statusAt } from '#evisa/status-list.ts'
import { RowDamaged } from '../../../server/store/row-sums.ts'
import { captureDatabases } from '../store/captured-database.ts'
import { ACT } from '../store/made-visas.ts'
import { madePublisher, statusIn } from './made-publisher.ts'

t.test('what was published as withdrawn stays so though its row is gone, and is said', async (t) => {
  const opened = captureDatabases(t)
  const { visa, store, start, running, scanner, clock } = await madePublisher(t)
  const [revoked, lifted, gone] = [await visa(), await visa(), await visa()]
  for (const { claims } of [revoked, gone]) await store.setVisaStatus(claims.jti, 'revoked', 'a test', ACT)
  await store.setVisaStatus(lifted.claims.jti, 'suspended', 'a test', ACT)
  await running.publisher.refresh()
  // This one was set back just before the server stopped: it was not published yet.
  await store.setVisaStatus(lifted.claims.jti, 'valid', 'a test', ACT)
  opened[0]?.exec(`UPDATE visas SET status_list = 1 WHERE number = '${revoked.claims.jti}'`)
  const met: unknown[] = []
  clock.now += 10
  const publisher = await start({ damageMet: (damage) => void met.push(damage.key) })
  const { status_list } = revoked.claims.status
  t.same(met, [`1/${status_list.idx}`, `0/${status_list.idx}`])
  const { statusLists } = await publisher.knowledge()
  const list = statusLists.get(status_list.uri)
  t.equal(list && statusAt(list, status_list.idx), 'revoked')
  const set = await scanner(publisher).take(clock.now)
  t.ok(set.ok)
  t.equal(statusIn({ statusLists }, lifted), 'valid')
  t.equal(statusIn({ statusLists }, gone), 'revoked')
  opened[0]?.exec("UPDATE artefacts SET body = replace(body, '.e', '.f') WHERE path = 'status/0'")
  await t.rejects(start(), new RowDamaged('artefacts', 'status/0'))
})
