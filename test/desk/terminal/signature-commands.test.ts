import { execFile } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { faultOf, type SignedLine } from '../../../examples/verify-decision.mjs'
import { deciders } from '../../server/deciders.ts'
import { madeDesk } from '../made-desk.ts'

const PROGRAM = join(import.meta.dirname, '../../../examples/verify-decision.mjs')
const VECTORS = join(import.meta.dirname, '../../../fixtures/assertion-cases.json')

t.test('what people signed is written so that anybody checks it with Node alone', async (t) => {
  const desk = await madeDesk(t)
  const { make } = await deciders(desk)
  await make('Aigul', ['case-officer'])
  const file = join(desk.dir, 'signatures.jsonl')
  const shown = await desk.run('signatures', file)
  t.match(shown.text, /signatures\.jsonl: 3 signatures\n\nAnybody checks them/)
  if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o600)
  const run = promisify(execFile)
  const good = await run(process.execPath, [PROGRAM, file])
  t.match(good.stdout, /^holds: Administrator One, person-change .*\n(holds: .*\n){2}$/)
  const [first = '', ...others] = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, [first.replace('administrator', 'case-officer'), ...others].join('\n'))
  const altered = await run(process.execPath, [PROGRAM, file]).catch((error: { code: number; stdout: string }) => error)
  t.match(altered, { code: 1, stdout: /^1: it is over another text: Administrator One/ })
})

t.test('the first steps of the page take what the vectors take, and nothing more', (t) => {
  const { cases } = JSON.parse(readFileSync(VECTORS, 'utf8')) as {
    cases: (SignedLine & { id: string; may_be_synced: boolean; expected: { fault?: string } })[]
  }
  // What is no assertion at all throws, and whether a key may be synced is a booth's question.
  const asked = cases.filter(({ expected: { fault = '' } }) => !/format|key|synced/.test(fault))
  t.ok(asked.length > 20)
  for (const { id, expected, ...line } of asked) t.equal(faultOf(line) === null, expected.fault === undefined, id)
  t.end()
})
