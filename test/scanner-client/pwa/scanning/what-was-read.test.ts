import t from 'tap'
import { NO_LINES } from '#evisa/situation.ts'
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
  await scanner.takeTyped({ kind: 'passport', text: 'P<LKAPERERA<<NIM' })
  t.equal(scanner.fault.value?.code, 'fault/mrz')
  await scanner.take([visa.qr_text])
  t.same(shownBy(scanner), ['refer', 'passport/misread'], 'whose passport could not be read is nobody’s to let pass')
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

t.test('what a reader types is the person’s in front, and nothing stays green over half a passport', async (t) => {
  const { visa, scanner } = await scannerAtWork(t)
  await scanner.takeTyped({ kind: 'code', text: visa.qr_text })
  await scanner.takeTyped({ kind: 'passport', text: MRZ })
  t.same(shownBy(scanner), ['clear', null])
  await scanner.takeTyped({ kind: 'more' })
  t.same(shownBy(scanner), ['clear', null])
  await scanner.takeTyped({ kind: 'passport', text: MRZ.slice(0, 60) })
  t.same([scanner.verdict.value, scanner.fault.value?.code], [null, 'fault/mrz'], 'it may be the next person’s')
  scanner.next()
  await scanner.takeTyped({ kind: 'code', text: visa.qr_text })
  await scanner.takeTyped({ kind: 'exchanged', text: MRZ.replaceAll('<', ';') })
  t.same(shownBy(scanner), ['refer', 'passport/misread'])
  t.equal(scanner.fault.value?.code, 'fault/mrz-layout')
  await scanner.takeTyped({ kind: 'passport', text: MRZ })
  t.same([shownBy(scanner), scanner.fault.value], [['clear', null], null])
})
