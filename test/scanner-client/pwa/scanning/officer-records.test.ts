import t from 'tap'
import { MRZ } from '../../../server/build-app.ts'
import { admit, boothAt } from '../../booth-scene.ts'
import { NOBODY_ANSWERS } from '../../made-station.ts'
import { scannerAtWork, shownBy } from './scanner-at-work.ts'

t.test('cut off it admits by what it holds, and hands in later', async (t) => {
  const { visa, station, scanner } = await scannerAtWork(t)
  station.meddle = NOBODY_ANSWERS
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  t.same(shownBy(scanner), ['clear', null])
  t.equal(scanner.verdict.value?.scan.decision.online, false)
  await scanner.confirm()
  t.match(scanner.verdict.value?.recorded, { recorded: 'entry', basis: 'offline' })
  await scanner.refresh()
  t.ok((scanner.line.value?.unsent ?? 1) > 0)
})

t.test('the loser of two booths is shown where and when, and nobody is admitted', async (t) => {
  const { built, visa, scanner } = await scannerAtWork(t)
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  const other = await boothAt(t, built)
  await admit(other, visa)
  await scanner.confirm()
  t.match(scanner.verdict.value?.recorded, { recorded: null })
  t.match(shownBy(scanner), ['refuse', 'entries/used-up'])
  t.match(scanner.shift.value, { admitted: 0 })
})

t.test('a refusal is recorded with its reason, and taken back when it was a mistake', async (t) => {
  const { visa, scanner } = await scannerAtWork(t)
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  await scanner.refuse('document-doubtful')
  t.match(scanner.verdict.value?.recorded, {
    recorded: 'refusal',
    event: { reason: 'document-doubtful', operator: 'KZ-1' },
  })
  t.equal(await scanner.takeBack('the wrong person', null), true)
  t.equal(await scanner.takeBack('again', null), false)
  t.equal(scanner.fault.value?.code, 'void/nothing')
})

t.test('an exit is recorded whatever is found', async (t) => {
  const { visa, scanner } = await scannerAtWork(t)
  scanner.exit.value = true
  await scanner.take([visa.qr_text])
  t.match(shownBy(scanner), ['refer', 'stay/no-entry'])
  await scanner.confirm()
  t.match(scanner.verdict.value?.recorded, { recorded: 'exit' })
  t.match(scanner.shift.value, { exits: 1, admitted: 0 })
})
