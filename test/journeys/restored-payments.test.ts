/** The backup of a morning is put in the place of a store whose travellers have paid since, with the real server and the real test acquirer. */
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { openDatabase } from '../../platform/open-database.ts'
import { beginPayment } from '../../server/payments/begin-payment.ts'
import { testAcquirer } from '../../server/payments/test-acquirer.ts'
import { sqliteSteps } from '../../server/store/sqlite/sqlite-steps.ts'
import type { Runs } from '../../server/store/steps.ts'
import { storesInSteps } from '../../server/store/stores-in-steps.ts'
import { payAt } from '../acquirer/made-acquirer.ts'
import { type MadeCase, madeCase } from '../server/store/made-case.ts'
import { type Environment, type Json, jsonOf, type RunningServer, run, startAcquirer, startServer } from './programs.ts'

const MIGRATIONS = join(import.meta.dirname, '../../server/store/migrations/sqlite')
const now = () => Math.floor(Date.now() / 1000)

t.test('what travellers paid since the backup is found by asking the bank, once it answers', async (t) => {
  const folder = t.testdir({ authority: {}, bank: {}, backups: {} })
  const data = join(folder, 'authority')
  const env: Environment = { EVISA_DATA_DIR: data }
  let server: RunningServer | null = null
  t.teardown(() => server?.stop())
  const start = async (more: Environment) => {
    server = await startServer({ ...env, ...more }, folder)
  }
  const stop = async () => {
    await server?.stop()
    server = null
  }
  const url = () => server?.url ?? ''
  const desk = async (...args: string[]): Promise<Json> =>
    jsonOf(await run('desk/terminal/cli.ts', ['--url', url(), '--json', ...args], env, folder))
  const here = async (...args: string[]): Promise<Json> =>
    jsonOf(await run('server/operation/on-this-machine.ts', ['--json', ...args, '--data-dir', data], env, folder))
  const bankFolder = join(folder, 'bank')
  let bank = await startAcquirer(bankFolder, folder)
  t.teardown(() => bank.stop())
  /** Acts of travellers, on the store of a server that is stopped: of a portal and its sessions nothing is to be told here. */
  const onStore = async <T>(work: (runs: Runs) => Promise<T>): Promise<T> => {
    const database = openDatabase(join(data, 'authority.db'), MIGRATIONS)
    const done = await work(sqliteSteps(database))
    database.close()
    return done
  }
  const begin = (runs: Runs, made: MadeCase) => pageOf(runs, made, bank.settings.EVISA_ACQUIRER_URL ?? '', bankFolder)

  await start(bank.settings)
  await stop()
  const [begun, waiting] = await onStore(
    async (runs) => [await madeCase(runs, { at: now() }), await madeCase(runs, { at: now() })] as const,
  )
  const page = await onStore((runs) => begin(runs, begun))
  await here('backup', join(folder, 'backups'))
  const [backup = ''] = await readdir(join(folder, 'backups'))

  // Of the first the backup has the payment; of the second only the case; of the third nothing.
  const lost = await onStore((runs) => madeCase(runs, { at: now() }))
  const pages = await onStore(async (runs) => [await begin(runs, waiting), await begin(runs, lost)])
  for (const one of [page, ...pages]) await payAt(one, 'notice-lost')
  await start(bank.settings)
  while ((await desk('payments', '--state', 'paid')).payments.length < 3) await setTimeout(50)
  await stop()
  await here('restore', join(folder, 'backups', backup), '--over-newer')
  await bank.stop()

  await start(bank.settings)
  t.match(await desk('recovery'), { behind: { lost: ['audit'] } })
  const token = join(data, 'demo-keys.recovery-token')
  const restored = await desk('restored', '--recovery-token-file', token)
  t.match(restored, { epoch: { number: 2 }, in_doubt: { payment: 0 } })
  t.ok(restored.unsettled_days.length >= 2)
  await setTimeout(500)
  t.strictSame((await desk('recovery')).unsettled_days, restored.unsettled_days, 'the bank is away')
  await stop()

  bank = await startAcquirer(bankFolder, folder)
  await start(bank.settings)
  while ((await desk('recovery')).in_doubt.payment === 0) await setTimeout(50)
  const states = async () => {
    const { payments } = await desk('payments')
    const stateOf = ({ reference }: MadeCase) => payments.find((one: Json) => one.reference === reference)?.state
    return [stateOf(begun), stateOf(waiting), stateOf(lost)]
  }
  while (!(await states()).includes('paid')) await setTimeout(50)
  t.strictSame(await states(), ['paid', 'counted', undefined], 'both cases have their fee, and the third is told')
  t.match(await desk('recovery', 'list', 'payment'), { doubts: [{ visa_number: lost.reference }] })
  t.match(await desk('recovery', 'end', 'payment', '--all'), { settled: 1 })
  t.match(await desk('recovery'), { in_doubt: { payment: 0 } })
  const trail = (await run('desk/terminal/cli.ts', ['--url', url(), 'audit'], env, folder)).stdout
  t.match(trail, /payment-unknown/, 'the audit trail tells of it')
})

/** Begins the payment of a case at the bank; gives the address of its page. */
async function pageOf(runs: Runs, { reference, account }: MadeCase, url: string, bankFolder: string): Promise<string> {
  const secret = readFileSync(join(bankFolder, 'secret'), 'utf8').trim()
  const acquirer = testAcquirer({ url, clientId: 'evisa-test', secret, terminals: ['98765432'] })
  const paying = { store: storesInSteps(runs), acquirer, publicUrl: () => 'http://127.0.0.1:9' }
  const asked = { reference, account, language: 'en', returnAddress: 'http://127.0.0.1:9/back' } as const
  const by = { actor: `applicant/${account}`, at: now() }
  const payment = await beginPayment(asked, by, {
    ...paying,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  })
  await acquirer.close()
  if (!payment.ok || payment.value.page === null) throw new Error('not begun')
  return payment.value.page
}
