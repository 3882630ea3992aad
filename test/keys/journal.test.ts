import { appendFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { JOURNAL, type JournalEntry, recordAct } from '../../keys/journal.ts'
import { journalOf, NOW } from './made-store.ts'

const entry: JournalEntry = { at: NOW, act: 'activate', kid: 'k0N1dK0N1dA', purpose: 'visa', reason: 'a drill' }

t.test('a line an act, in the order in which they were done', async (t) => {
  const dir = t.testdir()
  recordAct(dir, entry)
  recordAct(dir, { ...entry, act: 'publish', kid: null, purpose: null, reason: null, version: 7 })
  t.same(journalOf(dir), [
    { ...entry, at: '2026-11-18T16:06:40+05:00' },
    { at: '2026-11-18T16:06:40+05:00', act: 'publish', kid: null, purpose: null, reason: null, version: 7 },
  ])
  if (process.platform !== 'win32') t.equal(statSync(join(dir, JOURNAL)).mode & 0o777, 0o600)
})

t.test('a reason with line ends and letters of any kind stays one line', async (t) => {
  const dir = t.testdir()
  recordAct(dir, { ...entry, reason: 'кілт ұрланды\n"сегодня"' })
  recordAct(dir, entry)
  t.equal(journalOf(dir).length, 2)
  t.equal(journalOf(dir)[0]?.reason, 'кілт ұрланды\n"сегодня"')
})

t.test('a line that a crash cut off does not swallow the next one', async (t) => {
  const dir = t.testdir()
  recordAct(dir, entry)
  appendFileSync(join(dir, JOURNAL), '{"at":"2026-11-1')
  recordAct(dir, { ...entry, act: 'retire' })
  const lines = readFileSync(join(dir, JOURNAL), 'utf8').trimEnd().split('\n')
  t.equal(lines.length, 3)
  t.match(JSON.parse(lines[2] ?? ''), { act: 'retire' })
})
