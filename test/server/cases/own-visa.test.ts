import { join } from 'node:path'
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { ownVisa, SENT_A_DAY, sendAgain } from '../../../server/cases/own-visa.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { rows } from '../../../server/store/steps.ts'
import { ACT } from '../store/made-visas.ts'
import { issueDueCases, keepCleared, madeIssuing } from './made-issuing.ts'
import { runsOf } from './made-office.ts'

async function issued(t: Test) {
  const dir = t.testdir()
  const store = openSqliteStore(join(dir, 'authority.db'))
  t.teardown(() => store.close())
  const runs = runsOf(t, { dir })
  const kept = await keepCleared(runs, store)
  await issueDueCases(madeIssuing(store).services)
  const send = (at = NOW) => sendAgain(kept.reference, kept.account, { ...ACT, at }, { store })
  return { ...kept, store, runs, send }
}

t.test('an e-visa is for its own traveller, for as long as it is not revoked', async (t) => {
  const { store, reference, account } = await issued(t)
  const found = await ownVisa(reference, account, store)
  t.match(found, { value: { visa: { applicationReference: reference }, own: { language: 'en' } } })
  t.match(await ownVisa(reference, 'another', store), { error: 'no-visa' })
  t.match(await ownVisa('none', account, store), { error: 'no-visa' })
  await store.setVisaStatus(found.ok ? found.value.own.visaNumber : '', 'revoked', 'lost', ACT)
  t.match(await ownVisa(reference, account, store), { error: { kind: 'not-valid', status: 'revoked' } })
})

t.test('it is sent again to the account some times a day, and not to whom was erased', async (t) => {
  const { store, runs, account, send } = await issued(t)
  for (let sent = 1; sent < SENT_A_DAY; sent++) {
    const again = await send()
    t.match(again, { value: { address: `${account}.nimali@example.org`, state: 'waiting' } })
    // What still waits is not queued a second time.
    for (const claim of [await store.claimDelivery(NOW, NOW + 9), await store.claimDelivery(NOW, NOW + 9)])
      if (claim !== null) await store.deliveryBounced(claim, { code: 'smtp/550', text: 'no' }, ACT)
  }
  t.match(await send(), { error: 'too-often' })
  t.match(await send(NOW + 86_400), { ok: true })
  await runs.act(() => rows(`UPDATE accounts SET email = ''`))
  t.match(await send(NOW + 86_400), { error: 'no-address' })
})
