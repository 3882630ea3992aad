import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { Command } from 'commander'
import t from 'tap'
import { addDataCommands } from '../../../scanner-client/station/data-commands.ts'
import { stationFile, withStore } from '../../../scanner-client/station/station.ts'
import { enrol } from '../made-station.ts'

const EVENTS = ['{"id":"one","action":"entry"}', '{"id":"two","action":"exit"}']

t.test('what a station of the first schema had not handed in is told until the authority has it', async (t) => {
  const options = { dir: join(t.testdir(), 'station'), station: '', offline: false, lang: 'en' as const }
  const file = stationFile(options)
  mkdirSync(dirname(file))
  const before = new Database(file)
  const first = new URL('../../../scanner-client/station/migrations/001-station.sql', import.meta.url)
  before.exec(readFileSync(first, 'utf8'))
  before.pragma('user_version = 1')
  const add = before.prepare('INSERT INTO crossings VALUES (?, ?, ?, ?)')
  for (const [at, event] of [...EVENTS, '{"id":"three"}'].entries())
    add.run(`${at}`, 'K7Q2M4XN9TBD', event, at < 2 ? 1 : 0)
  before.close()
  const run = async (...args: string[]) => {
    const printed: { json: unknown; text: string }[] = []
    const program = new Command('scan').exitOverride()
    addDataCommands(program, { options: () => options, print: (json, text) => void printed.push({ json, text }) })
    await program.parseAsync(args, { from: 'user' })
    return printed[0]
  }
  const told = /UNSIGNED: 2 records .* scan -- unsigned/
  for (const command of ['sync', 'status']) {
    await t.rejects(run(command), { name: 'StationError', message: new RegExp(`not enrolled.*\\n${told.source}`) })
  }
  t.strictSame(await run('unsigned'), { json: { records: EVENTS }, text: EVENTS.join('\n') })
  await withStore(options, (store) => enrol(store))
  t.match(await run('status'), { json: { unsigned_records: 2 }, text: told })
})

t.test('a station of now has none, and says nothing of it', async (t) => {
  const options = { dir: join(t.testdir(), 'station'), station: '', offline: false, lang: 'en' as const }
  const printed: string[] = []
  const program = new Command('scan').exitOverride()
  addDataCommands(program, { options: () => options, print: (_, text) => void printed.push(text) })
  await program.parseAsync(['unsigned'], { from: 'user' })
  t.strictSame(printed, ['there are none'])
})
