import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { backupWarnings, lastBackupAt, noteBackup } from '../../../server/operation/backup-note.ts'
import { build, NOW } from '../build-app.ts'

const HOUR = 3600

t.test('a note tells when the last backup was made, and one that cannot be read is as none', async (t) => {
  const dir = t.testdir()
  t.equal(lastBackupAt(dir), null)
  for (const at of [NOW, NOW + 5]) {
    noteBackup(dir, new Date(at * 1000 + 87).toISOString())
    t.equal(lastBackupAt(dir), at)
  }
  t.strictSame(readdirSync(dir), ['last-backup'])
  writeFileSync(join(dir, 'last-backup'), 'nothing')
  t.equal(lastBackupAt(dir), null)
})

t.test('a backup that is old is warned of, and none once the store is a day old', async (t) => {
  let made: number | null = null
  const lastBackup = { madeAt: () => made, isMissed: true }
  const { authority, nobody, enrol, clock, store } = await build(t, { lastBackup })
  const warnings = async () => (await nobody('GET', '/health/ready')).body.warnings
  const age = async () => (await authority('GET', '/metrics')).text.match(/^evisa_backup_age_seconds (.*)$/m)?.[1]
  t.strictSame(await warnings(), [], 'nothing was done yet')
  await enrol('border')
  clock.now = NOW + 24 * HOUR
  t.strictSame(await warnings(), [])
  t.equal(await age(), '-1')
  clock.now += 1
  t.match(await warnings(), [{ code: 'missing', about: 'backup', at: NOW }])
  t.match((await authority('GET', '/metrics')).text, /^evisa_warnings 1$/m)
  made = clock.now
  t.strictSame(await warnings(), [])
  clock.now += 26 * HOUR
  t.strictSame([await warnings(), await age()], [[], String(26 * HOUR)])
  clock.now += 1
  t.match(await warnings(), [{ code: 'too-old', about: 'backup', at: made }])
  made = null
  t.strictSame(await backupWarnings({ ...lastBackup, isMissed: false }, store, clock.now), [], 'PostgreSQL’s own way')
  t.strictSame(await backupWarnings(undefined, store, clock.now), [], 'a demonstration')
})
