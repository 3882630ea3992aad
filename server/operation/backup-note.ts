/** A note of the last backup in the data folder, by which the server knows that none was made for long. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EpochSeconds, parseInstant } from '#evisa/civil-date.ts'
import type { AuditStore } from '../store/audit-store.ts'

export interface LastBackup {
  /** When it was made, as the note says; null where there is none. */
  readonly madeAt: () => EpochSeconds | null
  /** Whether to have none is told: PostgreSQL may be backed up from another machine, or otherwise. */
  readonly isMissed: boolean
}

export interface BackupWarning {
  readonly code: 'missing' | 'too-old'
  readonly about: 'backup'
  /** When the last one was made, or, of none, when anything was done first. */
  readonly at: EpochSeconds
}

const NOTE = 'last-backup'
const DAY_SECONDS = 86_400
// One a day is made a little later each day.
const TOO_OLD_SECONDS = DAY_SECONDS + 2 * 3600

/** `madeAt`: as the manifest of the backup has it. */
export function noteBackup(dataDir: string, madeAt: string): void {
  const file = join(dataDir, NOTE)
  writeFileSync(`${file}.draft`, `${madeAt}\n`, { mode: 0o600 })
  renameSync(`${file}.draft`, file)
}

/** One that cannot be read is as none: a backup that is made then mends it. */
export function lastBackupAt(dataDir: string): EpochSeconds | null {
  try {
    const madeAt = parseInstant(readFileSync(join(dataDir, NOTE), 'utf8').trim())
    return madeAt === null ? null : Math.floor(madeAt)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** That the last one is old, or that there is none though the store is a day old. Undefined is a demonstration's, which needs none. */
export async function backupWarnings(
  lastBackup: LastBackup | undefined,
  store: Pick<AuditStore, 'auditAfter'>,
  now: EpochSeconds,
): Promise<readonly BackupWarning[]> {
  if (lastBackup === undefined) return []
  const madeAt = lastBackup.madeAt()
  if (madeAt !== null) return now - madeAt > TOO_OLD_SECONDS ? [{ code: 'too-old', about: 'backup', at: madeAt }] : []
  if (!lastBackup.isMissed) return []
  const [first] = await store.auditAfter(0, 1)
  const isYoung = first === undefined || now - first.at <= DAY_SECONDS
  return isYoung ? [] : [{ code: 'missing', about: 'backup', at: first.at }]
}
