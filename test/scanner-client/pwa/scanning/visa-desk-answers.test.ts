import t from 'tap'
import { peekReceipt } from '#evisa/receipt-of-check.ts'
import { makeReceipt } from '../../../../scanner-client/offline/make-receipt.ts'
import { check } from '../../../../scanner-client/offline/scanner.ts'
import { keepAnswer, keptAnswers, referenceOf } from '../../../../scanner-client/pwa/scanning/visa-desk-answers.ts'
import { build } from '../../../server/build-app.ts'
import { BOARDING, boothAt } from '../../booth-scene.ts'
import { memoryStorage } from './memory-storage.ts'

t.test('what it said is noted as a receipt that names nobody', async (t) => {
  const built = await build(t)
  const station = await boothAt(t, built, 'carrier')
  const visa = await built.issue()
  const scan = await check([visa.qr_text], BOARDING, station.platform())
  const visaDesk = { reference: '7F3A-91C2', said: 'board', by: null, at: built.clock.now } as const
  const receipt = await makeReceipt({ ...scan, visaDesk }, BOARDING, [visa.qr_text], station.store)
  t.match(peekReceipt(receipt.receipt), { visa_desk: visaDesk, outcome: scan.decision.outcome })
  const kept = memoryStorage()
  keepAnswer(kept, receipt)
  t.same(keptAnswers(kept), [receipt])
  for (let at = 0; at < 100; at++) keepAnswer(kept, receipt)
  t.equal(keptAnswers(kept).length, 100, 'the oldest goes')
  t.same(keptAnswers(memoryStorage()), [])
})

t.test('a reference is short enough to be said', async (t) => {
  t.equal(referenceOf('0193510e-0000-7000-8000-0000ab12cd34'), 'AB12-CD34')
})
