import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { civilDateAt } from '#evisa/civil-date.ts'
import { demoApplications } from '../../../fixtures/demo-applications.ts'
import { AUTHORITY_TOKEN, application } from '../../server/build-app.ts'
import { layDemonstration } from '../../server/made-demonstration.ts'
import { runProgram, startServer } from '../../server/start-server.ts'
import { madeDesk } from '../made-desk.ts'

const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

t.test('reports what became of each application, and issues none twice', async (t) => {
  const desk = await madeDesk(t)
  const [file, report] = [join(desk.dir, 'all.jsonl'), join(desk.dir, 'report.jsonl')]
  const asked = [application(), application({ entries: 2 }), application({ application_reference: 'REF-1' })]
  writeFileSync(file, [...asked.map((one) => JSON.stringify(one)), '{"category":', ''].join('\n'))
  await t.rejects(desk.run('issue', file, '--report', report), {
    message:
      /^application 2: entries B12 takes 1 \(category-entries\)\napplication 4: application is no JSON \(end of JSON input\) \(json\)$/,
  })
  t.match(linesOf(report), [
    { line: 1, reference: /^sha256\./, result: 'issued', visa_number: String },
    { line: 2, result: 'refused', errors: [{ field: 'entries', rule: 'category-entries' }] },
    { line: 3, reference: 'REF-1', result: 'issued' },
    { line: 4, reference: null, result: 'refused', errors: [{ rule: 'json' }] },
  ])
  await t.rejects(desk.run('issue', file, '--report', report))
  t.same(
    linesOf(report).map(({ result }) => result),
    ['already-issued', 'refused', 'already-issued', 'refused'],
  )
  t.equal(await desk.store.countVisas(), 2)
  writeFileSync(file, '\n')
  await t.rejects(desk.run('issue', file, '--report', report), { message: /has no application/ })
  t.equal(linesOf(report).length, 4, 'the last report stays')
  await t.rejects(desk.run('issue', file, '--report', join(desk.dir, 'none/x')), { code: 'ENOENT' })
})

t.test('a line that the server cannot even read is named, and keeps no other from being issued', async (t) => {
  const desk = await madeDesk(t)
  const [file, report] = [join(desk.dir, 'all.jsonl'), join(desk.dir, 'report.jsonl')]
  const line = (change = {}) => JSON.stringify({ ...application(), ...change })
  const poisoned = line().replace('{', '{"__proto__":{"a":1},')
  const control = line({ '\u001b[2Jevil': 1 })
  writeFileSync(file, [line(), poisoned, line(), line({ more: 'x'.repeat(2_200_000) }), control, line()].join('\n'))
  const { message } = await desk.run('issue', file, '--report', report).catch((error) => error)
  t.match(message, /^application 2: application was not read: .*\(unreadable\)\napplication 4: .*\(unreadable\)\n/)
  t.same(
    linesOf(report).map(({ result }) => result),
    ['issued', 'refused', 'issued', 'refused', 'refused', 'issued'],
  )
  t.equal(await desk.store.countVisas(), 3)
  const ended = await runProgram('desk/terminal/cli.ts', ['--url', desk.url, 'issue', file], {
    EVISA_AUTHORITY_TOKEN: AUTHORITY_TOKEN,
  })
  t.equal(ended.code, 1)
  t.notMatch(ended.stderr, '\u001b', 'a terminal is not obeyed by what a file holds')
})

t.test('what was revoked since is named so, has no page, and stops nothing', async (t) => {
  const desk = await madeDesk(t)
  const [file, report] = [join(desk.dir, 'all.jsonl'), join(desk.dir, 'report.jsonl')]
  const asked = [application(), application(), application()]
  writeFileSync(file, JSON.stringify(asked[0]))
  const { visa_number } = (await desk.run('issue', file)).json[0]
  await desk.run('revoke', visa_number, '--reason', 'a test')
  writeFileSync(file, asked.map((one) => JSON.stringify(one)).join('\n'))
  const documents = join(desk.dir, 'pdf')
  const { text } = await desk.run('issue', file, '--report', report, '--documents', documents)
  t.match(text, /already issued .*\n.*revoked\n/)
  t.match(linesOf(report), [
    { result: 'already-issued', visa_number, status: 'revoked', replaced_by: null },
    { result: 'issued' },
    { result: 'issued' },
  ])
  t.equal(readdirSync(documents).length, 2)
})

t.test('the report is never written over the applications, nor over the last one before it is whole', async (t) => {
  const desk = await madeDesk(t)
  const [file, report] = [join(desk.dir, 'all.jsonl'), join(desk.dir, 'report.jsonl')]
  const text = JSON.stringify(application())
  writeFileSync(file, text)
  await t.rejects(desk.run('issue', file, '--report', file), { message: /is the file of the applications/ })
  t.equal(readFileSync(file, 'utf8'), text)
  writeFileSync(report, 'the last one')
  writeFileSync(file, 'no application')
  await t.rejects(desk.run('issue', file, '--report', report))
  t.equal(readFileSync(report, 'utf8'), 'the last one')
})

t.test('writes the files of each that are not there yet', async (t) => {
  const desk = await madeDesk(t)
  const file = join(desk.dir, 'all.jsonl')
  writeFileSync(file, [application(), application()].map((one) => JSON.stringify(one)).join('\n'))
  const [documents, qr] = [join(desk.dir, 'made/pdf'), join(desk.dir, 'made/qr')]
  const { json } = await desk.run('issue', file, '--documents', documents, '--qr', qr)
  const names = json.map(({ visa_number }) => visa_number).sort()
  t.same(
    readdirSync(documents).sort(),
    names.map((name) => `${name}.pdf`),
  )
  t.same(
    readdirSync(qr).sort(),
    names.map((name) => `${name}.png`),
  )
  const [first] = readdirSync(documents)
  writeFileSync(join(documents, first ?? ''), 'mine')
  await desk.run('issue', file, '--documents', documents)
  t.equal(readFileSync(join(documents, first ?? ''), 'utf8'), 'mine')
})

t.test('killed in the middle and run again: every application is one e-visa', async (t) => {
  const dir = t.testdir()
  const data = join(dir, 'data')
  await layDemonstration(data)
  const server = await startServer(data, { EVISA_LOG_LEVEL: 'silent' })
  t.teardown(() => server.end('SIGTERM'))
  const [one] = demoApplications(civilDateAt(Math.floor(Date.now() / 1000)))
  const COUNT = 1000
  const file = join(dir, 'many.jsonl')
  const text = Array.from({ length: COUNT }, (_, at) => JSON.stringify({ ...one, visa_support_number: `MANY-${at}` }))
  writeFileSync(file, text.join('\n'))
  const report = join(dir, 'report.jsonl')
  const args = ['--url', server.url, 'issue', file, '--report', report]
  const killed = spawn(process.execPath, [resolve(import.meta.dirname, '../../../desk/terminal/cli.ts'), ...args], {
    env: { PATH: process.env.PATH, EVISA_DATA_DIR: data },
    stdio: 'ignore',
  })
  const ended = once(killed, 'close')
  const part = `${report}.part`
  while (!existsSync(part) || readFileSync(part).length === 0) await setTimeout(5)
  killed.kill('SIGKILL')
  await ended
  t.notOk(existsSync(report), 'a report is there once it is whole')
  const again = await runProgram('desk/terminal/cli.ts', args, { EVISA_DATA_DIR: data })
  t.equal(again.code, 0)
  const said = /^1000 applications: (\d+) issued, (\d+) already issued before, 0 refused\n$/.exec(again.stderr)
  t.ok(Number(said?.[2]) > 0, again.stderr)
  const numbers = new Set(linesOf(report).map(({ visa_number }) => visa_number))
  t.equal(numbers.size, COUNT)
  const third = await runProgram('desk/terminal/cli.ts', args, { EVISA_DATA_DIR: data })
  t.match(third.stderr, '0 issued, 1000 already issued before')
  t.same(new Set(linesOf(report).map(({ visa_number }) => visa_number)), numbers)
  t.equal(third.stdout.match(/^already issued/gm)?.length, 20, 'not every one of thousands is shown')
})

t.test('a server that cannot be reached is waited for, then told with what to do', async (t) => {
  const dir = t.testdir({ 'one.json': JSON.stringify(application()) })
  const ended = await runProgram(
    'desk/terminal/cli.ts',
    ['--url', 'http://127.0.0.1:9', 'issue', join(dir, 'one.json')],
    {
      EVISA_AUTHORITY_TOKEN: 'x',
    },
  )
  t.match(ended, { code: 1, stderr: /cannot be reached.*is it running/ })
})
