/** A server whose clock was 30 days ahead is led out of it by the commands of docs/recovery.md, with the real programs. */
import { mkdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { civilDateAt, formatInstant } from '#evisa/civil-date.ts'
import { demoApplications, demoPassport } from '../../fixtures/demo-applications.ts'
import { initKeys } from '../../keys/ceremony.ts'
import { type Json, jsonOf, run, startServer, verdict } from './programs.ts'

const AHEAD = 30 * 86_400
const PAGE = readFileSync(resolve(import.meta.dirname, '../../docs/recovery.md'), 'utf8')
/** What the page has the custodians say, with the words that stand for something in it. */
const COMMANDS = [...(PAGE.split('**Another snapshot key**')[1] ?? '').matchAll(/^ {4}npm run -s keys -- (.*)$/gm)].map(
  ([, typed = '']) => [...typed.matchAll(/"([^"]*)"|\S+/g)].map(([whole, quoted]) => quoted ?? whole),
)

t.test('what was signed 30 days ahead is taken back by another snapshot key, and every scanner goes on', async (t) => {
  const folder = t.testdir({})
  const media = (name: string) => join(folder, 'media', name)
  const shift = (name: string, seconds: number) => writeFile(join(folder, `clock-${name}`), String(seconds))
  const clockOf = (name: string) => ({
    CLOCK_SHIFT_FILE: join(folder, `clock-${name}`),
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'shifted-clock.ts')}`,
  })
  await Promise.all([shift('server', 0), shift('booth', 0)])
  const keysEnv = { EVISA_KEYS_DIR: join(folder, 'keys'), EVISA_KEYS_PASSPHRASE: 'six random words would be better' }
  const env = { ...keysEnv, ...clockOf('server'), EVISA_DATA_DIR: join(folder, 'authority') }
  mkdirSync(env.EVISA_DATA_DIR)
  for (const name of ['aigul', 'bolat', 'dana']) mkdirSync(media(name), { recursive: true, mode: 0o700 })
  const keys = async (...args: string[]): Promise<Json> =>
    jsonOf(await run('keys/cli.ts', [...args, '--json'], keysEnv, folder))
  // A desk that issues by its token has the keys of a demonstration: no command makes them.
  const custodians = ['aigul', 'bolat', 'dana'].map(media)
  const now = Math.floor(Date.now() / 1000)
  const passphrase = keysEnv.EVISA_KEYS_PASSPHRASE
  await initKeys({ dir: keysEnv.EVISA_KEYS_DIR, passphrase, now, custodians, specimen: true })

  const server = await startServer(env, folder)
  t.teardown(server.stop)
  // The desk stands beside the server, and goes by the same clock.
  const desk = async (...args: string[]): Promise<Json> =>
    jsonOf(await run('desk/terminal/cli.ts', ['--url', server.url, '--json', ...args], env, folder))
  const scan = (name: string, ...args: string[]) => {
    // The booth's own clock is ahead as well, so that it takes the time; those of the others are right.
    const clock = name === 'booth' ? clockOf('booth') : {}
    return run('scanner-client/station/cli.ts', ['--station', join(folder, name), '--json', ...args], clock, folder)
  }
  const health = async () => (await fetch(`${server.url}/health/ready`)).json()
  for (const [name, role] of [
    ['booth', 'border'],
    ['other-booth', 'border'],
    ['gate', 'carrier'],
  ] as const) {
    const { code } = await desk('enrol', role)
    jsonOf(await scan(name, 'enrol', code, '--name', name, '--checkpoint', 'NQZ'))
    jsonOf(await scan(name, 'sync'))
  }
  const [application] = demoApplications(civilDateAt(Math.floor(Date.now() / 1000)))
  const issue = async (number: number) => {
    const file = join(folder, `application-${number}.json`)
    await writeFile(file, JSON.stringify({ ...application, entries: 1, visa_support_number: `CLOCK-${number}` }))
    return desk('issue', file)
  }
  const [one, two, three] = [await issue(1), await issue(2), await issue(3)]
  const about = (visa: Json) => [visa.qr_text, '--mrz', demoPassport(visa.claims.passport.number).mrz.join('|')]
  const admit = async (name: string, visa: Json) => verdict(await scan(name, 'admit', ...about(visa)))
  for (const name of ['booth', 'other-booth', 'gate']) jsonOf(await scan(name, 'sync'))

  // The jump is noticed: nothing is signed, and a booth on the network goes on as if it had none.
  await shift('server', AHEAD)
  t.match(await health(), { status: 503, type: /clock-doubted/ })
  t.match(await desk('repair-clock'), { state: 'doubted' })
  t.equal(await admit('other-booth', one), 'clear, entry offline')
  t.match((await scan('other-booth', 'sync')).stderr, /503/)
  t.match(jsonOf(await scan('other-booth', 'status')), { unsent: 1 }, 'what it did waits')

  // Somebody says that it is right, by a clock that is as wrong: now a wrong time was signed.
  t.match(await desk('repair-clock', '--time-is-right'), { state: 'right' })
  await shift('booth', AHEAD)
  jsonOf(await scan('booth', 'sync'))
  const refused = await scan('other-booth', 'sync')
  t.match(refused.stderr, /far ahead/)
  t.match((await scan('gate', 'sync')).stderr, /far ahead/)
  await shift('server', 0)
  await shift('booth', 0)
  const { state, kid } = await desk('repair-clock')
  t.equal(state, 'signed-ahead')
  t.match(await health(), { status: 'warning', warnings: [{ code: 'signed-ahead', about: 'clock' }] })
  t.equal(await admit('booth', two), 'refuse dates/expired', 'for who took that time all e-visas are over')

  t.strictSame(
    COMMANDS.map(([verb]) => verb),
    ['compromise', 'announce', 'activate', 'publish'],
  )
  let announced = ''
  for (const command of COMMANDS) {
    const meant: Readonly<Record<string, string>> = { KID: kid, NEW: announced }
    const said = await keys(...command.map((word) => meant[word] ?? word.replace(/^\/media/, join(folder, 'media'))))
    if (command[0] === 'announce') announced = said.key.kid
  }
  // The server looks at the folder of the keys every few seconds.
  while ((await desk('repair-clock')).state !== 'right') await setTimeout(100)
  t.strictSame(await health(), { status: 'ok', warnings: [] })
  for (const name of ['booth', 'other-booth', 'gate']) jsonOf(await scan(name, 'sync'))
  t.match(jsonOf(await scan('other-booth', 'status')), { unsent: 0 }, 'what was done meanwhile is handed in')
  t.equal(await admit('booth', one), 'refuse entries/used-up')
  t.equal(await admit('booth', two), 'clear, entry online')
  t.equal(await admit('other-booth', three), 'clear, entry online')
  const arrival = formatInstant(Math.floor(Date.now() / 1000) + 3 * 3600)
  const checked = await scan('gate', 'check', '--arrival', arrival, ...about(await issue(4)))
  t.equal(verdict(checked), 'clear')
})
