/** The command that backs an authority up while its server works: `backup`. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { readServerConfig } from '../config.ts'
import { type BackupSource, backUp } from '../store/backup/back-up.ts'
import { type MadeBackup, openBackups, thinBackups } from '../store/backup/backup-folder.ts'
import { noteBackup } from './backup-note.ts'
import { backUpInRounds } from './backup-rounds.ts'
import { besideBackup } from './beside-backup.ts'
import { programVersion } from './program-version.ts'
import { wordsOfFault } from './words-of-fault.ts'

interface Options {
  readonly every: number | null
  readonly keep: number | null
  readonly dataDir?: string
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const MAX_EVERY_MS = 24 * UNIT_MS.d

export function addBackupCommand(program: Command, show: (json: unknown, text: string) => void): void {
  program
    .command('backup')
    .description("back the authority up into a folder of its own, on the server's machine, while the server works")
    .argument('<dir>', 'where all backups go: on another disk than the data folder')
    .option('--every <time>', 'go on until it is stopped, a backup every 30m, 1h or 1d', readTime, null)
    .option('--keep <count>', 'remove the oldest beyond so many, once a new one is whole', readCount, null)
    .option('--data-dir <folder>', 'the data folder of the authority; or set EVISA_DATA_DIR')
    .action(async (given: string, { every, keep, dataDir }: Options) => {
      const dir = resolve(given)
      const source = sourceOf(dataDir)
      openBackups(dir, source.dataDir)
      const { signal, forget } = stopBySignals()
      let isFirst = true
      const round = async () => {
        const made = await backUp(dir, new Date(), { ...source, signal })
        const removed = keep === null ? [] : thinBackups(dir, made.manifest.root, keep)
        leaveNote(source.dataDir, made)
        show({ ...made, removed }, textOf(made, removed) + (isFirst ? besideText(made) : ''))
        isFirst = false
      }
      const failed = (error: Error) =>
        void process.stderr.write(`${new Date().toISOString()} no backup was made: ${wordsOfFault(error)}\n`)
      const failures = await backUpInRounds({ round, failed, everyMs: every, signal })
      forget()
      // A single one that was stopped made nothing.
      if (failures > 0 || (every === null && signal.aborted)) process.exitCode = 1
    })
}

/** The backup is whole, whether or not the server can be told so. */
function leaveNote(dataDir: string, { manifest }: MadeBackup): void {
  try {
    noteBackup(dataDir, manifest.made_at)
  } catch (error) {
    const why = wordsOfFault(error as Error)
    process.stderr.write(`the server goes on warning that no backup was made, since no note can be left: ${why}\n`)
  }
}

function sourceOf(dataDir: string | undefined): Omit<BackupSource, 'signal'> {
  const { env } = process
  const config = readServerConfig({ ...env, ...(dataDir && { EVISA_DATA_DIR: dataDir }) })
  const { databaseUrl } = config
  return { dataDir: config.dataDir, databaseUrl, program: programVersion(), beside: besideBackup(config, env), env }
}

/** By Ctrl-C, from a supervisor, or by a terminal that is closed. */
function stopBySignals() {
  const stopper = new AbortController()
  const stop = () => stopper.abort()
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, stop)
  const forget = () => void signals.map((signal) => process.off(signal, stop))
  return { signal: stopper.signal, forget }
}

function textOf({ folder, manifest }: MadeBackup, removed: readonly string[]): string {
  const { rows, ends, epoch, files } = manifest
  const megabytes = (files.reduce((sum, { size }) => sum + size, 0) / 1e6).toFixed(1)
  return (
    `${folder}: ${visasIn(rows)} e-visas, ledger to ${ends.ledger}, audit trail to ${ends.audit}, ` +
    `snapshot ${ends.snapshot}, epoch ${epoch.number}; ${megabytes} MB, read through` +
    (removed.length === 0 ? '' : `; removed ${removed.join(', ')}`)
  )
}

function besideText({ manifest }: MadeBackup): string {
  const lines = manifest.beside.map(
    ({ what, path }) => `  ${what}: ${path}${existsSync(path) ? '' : ' (not on this machine)'}`,
  )
  return `\n\nIt does not hold these, and is worth nothing without them. Keep copies of them apart from it:\n${lines.join('\n')}`
}

function readTime(text: string): number {
  const [, count, unit] = /^([1-9][0-9]{0,4})([mhd])$/.exec(text) ?? []
  const ms = Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS]
  if (ms <= MAX_EVERY_MS) return ms
  throw new InvalidArgumentError('It takes minutes, hours or days, such as 30m, 1h or 1d; 24d at most.')
}

function readCount(text: string): number {
  if (/^[1-9][0-9]{0,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It takes a number from 1 to 99999.')
}

// On PostgreSQL they lie in parts, by number.
function visasIn(rows: MadeBackup['manifest']['rows']): number {
  const counted = Object.entries(rows).filter(([table]) => /^visas(_\d+)?$/.test(table))
  return counted.reduce((sum, [, count]) => sum + count, 0)
}
