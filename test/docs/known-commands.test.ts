import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { type NamedCommand, namedCommands, PAGES, PROJECT } from './pages.ts'
import type { KnownCommand } from './tell-commands.ts'

const PROGRAMS = {
  authority: 'desk/terminal/cli.ts',
  scan: 'scanner-client/station/cli.ts',
  keys: 'keys/cli.ts',
} as const

function toldBy(program: string): KnownCommand {
  const args = ['--import', join(import.meta.dirname, 'tell-commands.ts'), join(PROJECT, program)]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

const known = { authority: toldBy(PROGRAMS.authority), scan: toldBy(PROGRAMS.scan), keys: toldBy(PROGRAMS.keys) }
// The server's own program, to which the desk hands all options over.
const HANDED_OVER = {
  'migrate-store': { '--to': true, '--data-dir': true },
  backup: { '--every': true, '--keep': true, '--data-dir': true },
  restore: { '--over-newer': false, '--data-dir': true },
  'new-store': { '--data-dir': true },
}

/** What is wrong with a command that a page names; null if nothing is. */
function faultOf({ program, words }: NamedCommand): string | null {
  let command = known[program]
  let options: Record<string, boolean> = { ...command.options }
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (/^[&|>;]/.test(word)) break
    if (word.startsWith('--')) {
      const name = word.split('=')[0] ?? ''
      const takes = options[name]
      if (takes === undefined) return `${program} ${command.name} has no option ${name}`
      if (takes && !word.includes('=')) at += 1
      continue
    }
    const next = command.commands.find(({ name }) => name === word)
    if (next === undefined) {
      if (command === known[program]) return `${program} has no command ${word}`
      continue
    }
    command = next
    options = { ...options, ...next.options, ...HANDED_OVER[next.name as keyof typeof HANDED_OVER] }
  }
  return null
}

t.test('finds what is wrong', async (t) => {
  const named = (line: string) => namedCommands({ path: '', text: `    npm run -s ${line}\n` }).map(faultOf)
  t.same(named('authority -- show NUMBER --document FILE'), [null])
  t.same(named('authority -- --json enrol border | node -p x'), [null])
  t.same(named('authority -- shew NUMBER'), ['authority has no command shew'])
  t.same(named('scan -- check FILE --document FILE'), ['scan check has no option --document'])
  t.same(named('authority -- operators add NAME --right'), ['authority add has no option --right'])
})

t.test('every command and option that a page names is one of the programs', async (t) => {
  let count = 0
  for (const page of PAGES) {
    for (const command of namedCommands(page)) {
      count += 1
      t.equal(faultOf(command), null, `${page.path}: ${command.program} ${command.words.join(' ')}`)
    }
  }
  t.ok(count > 100, `${count} commands`)
})

t.test('every command of the desk and of the station stands in its table', async (t) => {
  for (const [program, path] of [
    ['authority', 'docs/authority.md'],
    ['scan', 'docs/border.md'],
  ] as const) {
    const rows = (PAGES.find((page) => page.path === path)?.text ?? '')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
    for (const { name } of known[program].commands) {
      t.ok(
        rows.some((row) => new RegExp(`(\`|${program} )${name}[ \`]`).test(row)),
        `${path} has ${program} ${name}`,
      )
    }
  }
})
