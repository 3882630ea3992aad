import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import t from 'tap'
import { fail, ok } from '#evisa/result.ts'
import { addEditionCommands, type EditionKind } from '../../../desk/terminal/edition-commands.ts'

interface Made {
  readonly effective_from: string
  readonly said: string
}

const KIND: EditionKind<Made> = {
  name: 'terms',
  description: 'what was made for the test',
  check: async (written) => {
    const made = typeof written.said === 'string' ? ok(written as unknown as Made) : fail('takes a text')
    return made.ok
      ? { ok: true, edition: made.value, warnings: [{ path: 'said', message: 'is loud' }] }
      : { ok: false, faults: [{ path: 'said', message: made.error }] }
  },
  changes: (editions, edition) => ({
    before: editions[0] ?? null,
    difference: editions[0]?.said === edition.said ? [] : [`says ${edition.said}`],
    weakerThanReplaced: ['than the edition that falls'],
  }),
  difference: (before, after) => ['from then on:', `${before?.said} -> ${after.said}`],
}

const EDITIONS: readonly Made[] = [
  { effective_from: '2026-01-01', said: 'first' },
  { effective_from: '2099-01-01', said: 'second' },
]

async function run(...args: readonly string[]) {
  const asked: unknown[][] = []
  const shown: string[] = []
  const call = async <T>(...request: unknown[]) => {
    asked.push(request)
    const answer: unknown = { revision: 3, editions: EDITIONS }
    return answer as T
  }
  const program = new Command().exitOverride()
  addEditionCommands(program, KIND, { call }, (_value, text) => void shown.push(text ?? ''))
  await program.parseAsync(['terms', ...args], { from: 'user' })
  const code = process.exitCode
  process.exitCode = undefined
  return { text: shown.join('\n'), asked, code }
}

t.test('shows one edition, or all with what each changed', async (t) => {
  const { text, asked } = await run('show')
  t.same(JSON.parse(text), EDITIONS[0])
  t.same(asked, [['GET', '/v1/terms']])
  t.same(JSON.parse((await run('show', '--on', '2099-01-01')).text), EDITIONS[1])
  t.equal(
    (await run('show', '--all')).text,
    'revision 3\nfrom 2026-01-01, in force\nfrom 2099-01-01, to come\n  first -> second',
  )
  await t.rejects(run('show', '--on', '2025-12-31'), { message: 'no edition is in force on 2025-12-31' })
  for (const day of ['2026-02-31', '2026-2-3', 'tomorrow', ''])
    await t.rejects(run('show', '--on', day), {
      message: `--on: ${day} is not a day of the calendar: say it as YYYY-MM-DD`,
    })
})

t.test('says what is wrong with a file, what to look at, and what it changes', async (t) => {
  const file = join(t.testdir(), 'edition.json')
  writeFileSync(file, '{"effective_from":"2098-01-01","said":1}')
  t.match(await run('check', file), { text: 'said: takes a text\n1 to mend', code: 1 })
  await t.rejects(run('diff', file), { message: '1 things are wrong with it:\nsaid: takes a text' })
  writeFileSync(file, '{"effective_from":"2098-01-01","said":"third"}')
  t.match(await run('check', file), { text: 'LOOK: said: is loud\nnothing is wrong with it' })
  t.equal((await run('diff', file)).text, 'says third')
  writeFileSync(file, '{"said":"first"}')
  t.equal((await run('diff', file)).text, 'it changes nothing')
})
