import t from 'tap'
import { MOST_MEGABYTES } from '../../../../desk/console/audit/verify-audit.ts'
import { auditScene } from './audit-scene.ts'

t.test('an exported file is verified, and compared with what the server has', async (t) => {
  const { exported, verify, daysLater } = await auditScene(t)
  const { lines } = await exported()
  const rows = lines.filter((line) => 'row' in line).length
  const page = await verify(lines)
  t.equal(page.status, 200)
  t.match(page.text('[role=status]'), /The file is whole, and the server still has it/)
  t.match(page.text('[role=status]'), new RegExp(`Rows 1 to ${rows}, unbroken.*same hash`, 's'))
  await daysLater(1)
  t.match((await verify(lines)).text('[role=status]'), /server still has it/, 'also once more was done')
  const day = await exported('?day=2026-11-23')
  t.match((await verify(day.lines)).text('[role=status]'), /A part of the trail: rows \d+ to \d+/)
})

t.test('one that was tampered with is named by its row', async (t) => {
  const { exported, verify } = await auditScene(t)
  const { lines } = await exported()
  const changed = lines.map((line) =>
    'row' in line && line.row.position === 3 ? { row: { ...line.row, actor: 'nobody' } } : line,
  )
  t.match(
    (await verify(changed)).text('[role=status]'),
    /The file is broken at row 3.*its hash is not that of what it says/s,
  )
  const removed = lines.filter((line) => !('row' in line && line.row.position === 3))
  t.match((await verify(removed)).text('[role=status]'), /broken at row 3.*The row is missing/s)
  const cut = lines.slice(0, -1)
  t.match((await verify(cut)).text('[role=status]'), /no whole exported trail.*It does not end with a checkpoint/s)
  const last = lines.at(-1)
  t.match(
    (await verify([...lines.slice(0, -2), ...(last ? [last] : [])])).text('[role=status]'),
    /broken at row \d+.*vouches for more rows/s,
  )
  t.match((await verify('{"row":1}\n')).text('[role=status]'), /Line 1 is no line/)
  t.match((await verify(Buffer.alloc(300_000, 1))).text('[role=status]'), /Line 1 is no line/)
})

t.test('a trail of another server is whole, and not what is here', async (t) => {
  const { exported, verify, built } = await auditScene(t)
  const { lines } = await exported()
  const hash = async () => (await built.store.auditEnd())?.hash
  t.ok(await hash())
  built.store.auditNewestFirst = async () => []
  t.match(
    (await verify(lines)).text('[role=status]'),
    /the server has something else.*is not there as the file has it/s,
  )
})

t.test('what is no file, too large, or not whole is told', async (t) => {
  const { at, verify } = await auditScene(t)
  const page = await at().get('/en/audit/verify')
  t.match((await at().send(page, {}, '/verify')).text('.govuk-error-summary'), /Choose a file/)
  t.match((await verify('')).text('.govuk-error-summary'), /Choose a file/)
  t.match(
    (await verify(Buffer.alloc((MOST_MEGABYTES + 1) * 1_000_000, 32))).text('.govuk-error-summary'),
    /audit --verify FILE/,
  )
  t.equal((await at().post('/en/audit/verify', {})).status, 403, 'without its token')
})

t.test('the server says where its trail ends, signed', async (t) => {
  const { at, built } = await auditScene(t)
  const said = await at().send(await at().get('/en/audit/verify'), {}, '/server')
  const { position } = (await built.store.auditEnd()) ?? {}
  t.match(said.text('[role=status]'), new RegExp(`The trail ends at row ${position}, as of 22 Nov 2026.*eyJ`, 's'))
  t.equal((await at().get('/en/audit/verify/server')).path, '/en/audit/verify')
})
