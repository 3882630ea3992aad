/** The command that moves an authority from SQLite to PostgreSQL: `migrate-store`. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { moveStore } from '../store/move/move-store.ts'
import { NotMoved } from '../store/move/verify-move.ts'

export function addMoveCommand(program: Command, show: (json: unknown, text: string) => void): void {
  program
    .command('migrate-store')
    .description('move a SQLite authority to an empty PostgreSQL database, all or nothing; stop the server first')
    .option('--to <url>', 'postgres://USER:PASSWORD@HOST/DATABASE', process.env.DATABASE_URL)
    .option('--data-dir <folder>', 'the data folder of the authority', process.env.EVISA_DATA_DIR ?? 'data')
    .action(async ({ to, dataDir }: { to?: string; dataDir: string }) => {
      if (to === undefined) throw new NotMoved('say where to: --to postgres://USER:PASSWORD@HOST/DATABASE')
      const report = await moveStore(resolve(dataDir), to, (table, rows) => {
        process.stderr.write(`  ${table.padEnd(18)} ${rows} rows\n`)
      })
      const { auditRows, crossings, chains } = report
      show(
        report,
        `moved, and the same by count, by ${auditRows} rows of the audit trail, by ${crossings} crossings in their order and by ` +
          `${chains} chains of devices.\n\n` +
          'Start the server with DATABASE_URL set to it. The SQLite file was left as it is; no server starts on it any more.',
      )
    })
}
