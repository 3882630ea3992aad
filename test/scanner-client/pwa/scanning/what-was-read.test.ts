import t from 'tap'
import { NO_LINES } from '#evisa/situation.ts'
import { isZone } from '../../../../scanner-client/pwa/scanning/what-was-read.ts'
import { MRZ } from '../../../server/build-app.ts'
import { scannerAtWork, shownBy } from './scanner-at-work.ts'

t.test('the passport may come first, and belongs to nobody before', async (t) => {
  const { visa, scanner } = await scannerAtWork(t)
  await scanner.takeMrz(MRZ)
  t.equal(scanner.waitingMrz.value, MRZ)
  await scanner.take([visa.qr_text])
  t.same(shownBy(scanner), ['clear', null])
  t.equal(scanner.waitingMrz.value, null)
  await scanner.confirm()
  await scanner.takeMrz(MRZ)
  t.equal(scanner.verdict.value, null, 'what was recorded is done')
  t.equal(scanner.waitingMrz.value, MRZ)
  await scanner.takeMrz('so this is no passport!')
  t.equal(scanner.fault.value?.code, 'fault/mrz')
})

t.test('what is read while a check is under way is not lost, and a misread passport is read again', async (t) => {
  const { visa, scanner } = await scannerAtWork(t)
  await Promise.all([scanner.take([visa.qr_text]), scanner.takeMrz(MRZ)])
  t.same(shownBy(scanner), ['clear', null])
  scanner.next()
  const misread = `${MRZ.slice(0, -1)}${MRZ.endsWith('9') ? '8' : '9'}`
  await scanner.take([visa.qr_text])
  await scanner.takeMrz(misread)
  t.same(shownBy(scanner), ['refer', 'passport/misread'])
  await scanner.takeMrz(MRZ)
  t.same(shownBy(scanner), ['clear', null])
  await scanner.takeMrz(MRZ.replaceAll('PERERA', 'PEREIR'))
  t.equal(scanner.verdict.value, null, 'another passport is the next person')
})

t.test('a visa sticker or a document without lines is not yet the passport of the person in front', async (t) => {
  const { visa, scanner } = await scannerAtWork(t)
  await scanner.take([visa.qr_text])
  await scanner.takeMrz('V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226B<<<<<<<')
  t.same(shownBy(scanner), ['refer', 'passport/document'])
  await scanner.takeMrz(NO_LINES)
  t.same(shownBy(scanner), ['refer', 'passport/by-eye'])
  await scanner.takeMrz(MRZ)
  t.same(shownBy(scanner), ['clear', null])
})

t.test('what has the form of a passport is told from a code, read rightly or not', async (t) => {
  t.equal(isZone(MRZ), true)
  t.equal(isZone(MRZ.replace('7', '8')), true)
  t.equal(isZone(MRZ.split('\n')[1] ?? ''), true)
  t.equal(isZone(`I<UTO${'<'.repeat(31)}`), true, 'of the size between')
  for (const text of ['EV1:123', '7'.repeat(44), '', 'M1PERERA/NIMALI']) t.equal(isZone(text), false, text)
})
