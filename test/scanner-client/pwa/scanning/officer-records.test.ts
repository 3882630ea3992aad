import t from 'tap'
import { build, MRZ } from '../../../server/build-app.ts'
import { admit, boothAt } from '../../booth-scene.ts'
import { NOBODY_ANSWERS, onServerOfBefore } from '../../made-station.ts'
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

t.test('the holder of a proven e-visa that the store lost goes to second line, and a supervisor answers', async (t) => {
  // The same keys and another store, as after a restore.
  const lost = await (await build(t)).issue()
  const { built, scanner } = await scannerAtWork(t)
  const entries = async () =>
    (await built.store.crossingsOf(lost.visa_number)).flatMap(({ action, standing }) =>
      action === 'entry' ? [standing] : [],
    )
  await scanner.takeMrz(MRZ)
  await scanner.take([lost.qr_text])
  t.same(shownBy(scanner), ['clear', null])
  await scanner.confirm()
  t.match(scanner.verdict.value, {
    recorded: { recorded: null, because: 'unknown-visa' },
    scan: { decision: { outcome: 'refer', instruction: { en: /no e-visa of this number/ } } },
  })
  t.same(await entries(), ['held'])
  await scanner.confirm({ code: 'AUTHORITY_CONFIRMED', text: 'they have found the papers', supervisor: 'KZ-2' })
  t.equal(scanner.fault.value, null)
  t.match(scanner.verdict.value?.recorded, { recorded: 'entry', basis: 'online', because: null })
  t.same(await entries(), ['held', 'counts'])
  t.match(
    (await built.store.crossingsOf(lost.visa_number)).find(({ action }) => action === 'override'),
    { standing: 'counts' },
  )
  t.match(scanner.shift.value, { admitted: 1 })
})

t.test('what the server refused for good no supervisor answers for, and nothing of that is recorded', async (t) => {
  // On the first version of the wire no record carries the e-visa: to the server nothing proves it.
  onServerOfBefore(t)
  const lost = await (await build(t)).issue()
  const { built, station, scanner } = await scannerAtWork(t)
  await scanner.takeMrz(MRZ)
  await scanner.take([lost.qr_text])
  await scanner.confirm()
  t.match(scanner.verdict.value, {
    recorded: { recorded: null, because: 'unknown-visa', isHeld: false },
    scan: { decision: { outcome: 'refer', instruction: { en: /no e-visa of this number/ } } },
  })
  await scanner.confirm({ code: 'AUTHORITY_CONFIRMED', text: 'they have found the papers', supervisor: 'KZ-2' })
  t.match(scanner.fault.value, { detail: 'override/needless' })
  t.same(
    (await built.store.crossingsOf(lost.visa_number)).map(({ standing }) => standing),
    ['refused'],
  )
  t.equal(await station.store.countUnsent(), 0)
})

t.test('sent to second line after such an answer, it is said what the server said', async (t) => {
  const lost = await (await build(t)).issue()
  const { station, scanner } = await scannerAtWork(t)
  await scanner.takeMrz(MRZ)
  await scanner.take([lost.qr_text])
  await scanner.confirm()
  await scanner.sendToSecondLine()
  t.match(scanner.verdict.value?.recorded, { recorded: 'referral', event: { reasons: ['unknown-visa'] } })
  t.equal(await station.store.countUnsent(), 0)
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
  t.equal(await scanner.takeBack('last', 'the wrong person', null), true)
  t.equal(await scanner.takeBack('last', 'again', null), false)
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
