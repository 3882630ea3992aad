import t from 'tap'
import { peekAuditCheckpoint } from '#evisa/audit-checkpoint.ts'
import { auditScene } from './audit-scene.ts'

t.test('the whole trail is a file that ends with a checkpoint of its last row', async (t) => {
  const { exported, built } = await auditScene(t)
  const { file, lines } = await exported()
  t.match(file.headers['content-type'], /^application\/jsonl/)
  t.equal(file.headers['content-disposition'], 'attachment; filename="audit.jsonl"')
  const rows = lines.flatMap((line) => ('row' in line ? [line.row] : []))
  t.strictSame(rows, await built.store.auditAfter(0, 1000))
  const last = lines.at(-1)
  const said = peekAuditCheckpoint(last !== undefined && 'checkpoint' in last ? last.checkpoint : '')
  t.ok(said.ok && said.value.position === rows.at(-1)?.position)
})

t.test('a day is a part of it, to a checkpoint that vouches for all of it', async (t) => {
  const { exported, built, get, daysLater } = await auditScene(t)
  const first = ((await built.store.auditEnd())?.position ?? 0) + 1
  const note = { actor: 'dev-1', at: built.clock.now + 86_400, act: 'look-up', subject: 'x', detail: {} } as const
  await built.store.noteActs([note, note])
  await built.authority('GET', '/v1/audit/checkpoint')
  await daysLater(2)
  const { file, lines } = await exported('?day=2026-11-23')
  t.equal(file.headers['content-disposition'], 'attachment; filename="audit-2026-11-23.jsonl"')
  t.same(
    lines.map((line) => ('row' in line ? line.row.position : 'c')),
    [first, first + 1, 'c'],
  )
  for (const [day, told] of [
    ['2026-11-20', /Nothing was done then/],
    ['tomorrow', /Choose a day of the calendar/],
  ] as const)
    t.match((await get(`/en/audit/export.jsonl?day=${day}`)).text('.govuk-error-summary'), told)
})

t.test('nobody else is given it', async (t) => {
  const { browser, make, signedIn } = await auditScene(t)
  t.match((await browser().get('/en/audit/export.jsonl')).path, /sign-in/)
  const guard = await signedIn(await make('Guard', ['border-supervisor'], 'KZ-3'))
  t.equal((await guard.get('/en/audit/export.jsonl')).status, 403)
})
