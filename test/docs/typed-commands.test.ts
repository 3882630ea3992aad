/**
 * Every command of the pages, run in the order of its page against one demonstration server. Words in capitals are what the
 * reader puts in; a remark behind a command says how it ends.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { addDays, civilDateAt, formatInstant } from '#evisa/civil-date.ts'
import { demoApplications, demoPassport } from '../../fixtures/demo-applications.ts'
import { commandsInTurn } from '../commands-in-turn.ts'
import { layDemonstration } from '../server/made-demonstration.ts'
import { startServer } from '../server/start-server.ts'
import { PAGES, typedLines } from './pages.ts'
import { openShell } from './typed-shell.ts'

// What is not run here, and who runs it, or why nobody can.
const NOT_RUN: readonly (readonly [RegExp, string])[] = [
  [/^npm (ci|start|run -s demo)\b/, 'the try itself; test/server/main.test.ts, test/journeys/demo.test.ts'],
  [
    /^npm run (typecheck|fixtures|client|test:fast|test:long|test:browsers|screens|bench)\b|^npx tap\b/,
    "the developer's own",
  ],
  [/EVISA_KEYS_PASSPHRASE_FILE=|^\(umask|^npm run (-s )?keys\b/, 'needs custodians; test/keys/, test/journeys/'],
  [/ (case|decide) K7Q2-/, 'needs a case that was paid; test/desk/terminal/case-commands.test.ts'],
  [/ second-look K7Q2-/, 'needs a case that was drawn; test/desk/terminal/second-look-commands.test.ts'],
  [/ people first .* --in-place/, 'ends the keys of all administrators; test/desk/terminal/people-commands.test.ts'],
  [
    / -- (backup|restore|new-store)\b/,
    'works on the store beside its server; test/server/operation/, test/desk/terminal/on-this-machine.test.ts',
  ],
  [/ refusal NUMBER$/, 'needs a form that a booth printed; test/browser/refusal-form.test.ts'],
  [/resend ID$/, 'needs a mail server that took a message; test/desk/terminal/delivery-commands.test.ts'],
  [/people agree ID/, 'needs what somebody proposed by a key; test/server/routes/signings.test.ts'],
]

// What a remark says of the exit code: 0 where it says nothing of it.
const ENDS: readonly (readonly [RegExp, number])[] = [
  [/CHECK BY HAND|SECOND LINE/, 10],
  [/says what is missing/, 2],
]

const folder = t.testdir()
const data = join(folder, 'data')
await layDemonstration(data)
const server = await startServer(data, { EVISA_LOG_LEVEL: 'fatal' })
t.teardown(() => server.end('SIGTERM'))
const commands = commandsInTurn(t)
// The port as a reader sets it for both terminals.
const settings = { EVISA_PORT: new URL(server.url).port, EVISA_DATA_DIR: data }
const now = Math.floor(Date.now() / 1000)
const today = civilDateAt(now)
const [application] = demoApplications(today)
const passport = demoPassport('N1234567')

for (const [at, page] of PAGES.entries()) {
  const lines = typedLines(page).filter(({ line }) => !NOT_RUN.some(([pattern]) => pattern.test(line)))
  if (lines.length === 0) continue
  t.test(`${page.path}: ${lines.length} commands`, async (t) => {
    const own = join(folder, String(at))
    const { run } = openShell(own, settings, commands)
    const applicationOf = (reference: string) => ({ ...application, visa_support_number: `DOCS-${at}-${reference}` })
    writeFileSync(join(own, 'application.json'), JSON.stringify(applicationOf('1')))
    writeFileSync(join(own, 'applications.jsonl'), `${JSON.stringify(applicationOf('2'))}\n`)
    // An e-visa of each page's own, since pages use up its only entry.
    const issued = JSON.parse((await run('npm run -s authority -- --json issue application.json --qr .')).stdout)
    const number: string = issued.visa_number
    writeFileSync(join(own, 'visa.png'), readFileSync(join(own, `${number}.png`)))
    writeFileSync(join(own, 'numbers.txt'), `${number}\n`)

    const words: Record<string, string> = {
      NUMBER: number,
      TIME: formatInstant(now + 5 * 3600),
      DAY: addDays(today, 10),
      MRZ: `'${passport.mrz.join('|')}'`,
    }
    const fill = (line: string) => line.replaceAll(/(?<![\w$'"{])[A-Z]{2,}(?![\w'"=-])/g, (word) => words[word] ?? word)
    if (lines.some(({ line }) => /scan -- /.test(line)) && !lines.some(({ line }) => /scan -- enrol/.test(line))) {
      const { stdout } = await run('npm run -s authority -- --json enrol carrier')
      await run(`npm run -s scan -- enrol ${JSON.parse(stdout).code} --checkpoint NQZ`)
    }
    for (const { line, remark } of lines) {
      if (/\bID\b/.test(line)) {
        const { stdout } = await run('npm run -s authority -- --json proposals')
        words.ID = JSON.parse(stdout).proposals[0]?.id
      }
      // What the page tells to change in the file before it is proposed.
      if (/policy check edition\.json/.test(line)) openAirport(join(own, 'edition.json'), 'ATX')
      if (/terms check edition\.json/.test(line)) raiseFee(join(own, 'edition.json'))
      // Nobody is there to be asked.
      const yes = /\b(approve|propose)\b/.test(line) ? ' --yes' : ''
      const { code, stdout, stderr } = await run(fill(line) + yes)
      const expected = ENDS.find(([says]) => says.test(remark))?.[1] ?? 0
      t.equal(code, expected, line, { stdout, stderr })
      const [made] = /EVISA-ENROL\.\S+/.exec(stdout) ?? []
      if (made !== undefined) words.CODE = made
    }
  })
}

function openAirport(file: string, id: string): void {
  const edition: { checkpoints: { id: string; international?: boolean }[] } = JSON.parse(readFileSync(file, 'utf8'))
  const checkpoints = edition.checkpoints.map((one) => (one.id === id ? { ...one, international: true } : one))
  writeFileSync(file, JSON.stringify({ ...edition, checkpoints }))
}

t.test('no reason not to run a command is left over', async (t) => {
  const lines = PAGES.flatMap(typedLines)
  for (const [pattern, why] of NOT_RUN)
    t.ok(
      lines.some(({ line }) => pattern.test(line)),
      `${pattern}: ${why}`,
    )
  t.ok(readdirSync(folder).length > 5, 'and most pages have commands that were run')
})

function raiseFee(file: string): void {
  const edition: { fees: { amount_minor: number }[] } = JSON.parse(readFileSync(file, 'utf8'))
  const fees = edition.fees.map((fee) => ({ ...fee, amount_minor: fee.amount_minor + 1000 }))
  writeFileSync(file, JSON.stringify({ ...edition, fees }))
}
