import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { file, listed, paperFile } from '../../server/invitations/made-lists.ts'
import { INVITED, NUMBER } from '../../server/store/made-invitations.ts'
import { madeDesk } from '../made-desk.ts'

t.test(
  'a table of a host at the counter is entered, asked about, answered and approved by a second operator',
  async (t) => {
    const desk = await madeDesk(t)
    const [first, second] = [await desk.person('a'), await desk.person('b')]
    const add = ['--kind', 'legal-entity', '--number', '941240000193', '--name', 'Steppe', '--place', 'Almaty']
    const [{ host }] = (await first('hosts', 'add', ...add)).json
    await second('hosts', 'confirm', host)
    const at = join(desk.dir, 'list.csv')
    writeFileSync(at, file(listed(), listed({ 5: 'fishing' })))
    const entered = await first('invitations', 'enter', at, '--host', host)
    t.match(entered.text, /^3 rows: 1 taken, 0 there already, 1 wrong, 1 skipped.*\nrow 3: purpose takes one of/)
    t.equal(entered.code, 1)
    const id = entered.json[0].rows[0].invitation
    t.match((await second('invitations', '--state', 'review')).text, `${id}  REVIEW`)
    t.match((await second('invitations', '--list', entered.json[0].list)).json, [{ invitations: [{ invitation: id }] }])
    t.equal((await second('invitations')).text, 'no invitation waits')
    t.match((await second('invitations', 'ask', id, '--text', 'Which hotel?')).text, /INFORMATION-ASKED/)
    t.match((await first('invitations', 'answer', id, '--text', 'The Steppe')).text, /host, .*: The Steppe/)
    await t.rejects(first('invitations', 'approve', id), /another operator has to approve it/)
    t.match((await second('invitations', 'approve', id)).text, /APPROVED, number [1-9]\d{9}\n/)
    t.match((await first('invitations', 'show', id)).text, /decided by operator\/b/)
    t.match((await first('invitations', 'call-off', id)).text, /CANCELLED/)
    await t.rejects(first('invitations', 'take-up', id), /It is cancelled: only one that was submitted/)
    await t.rejects(first('invitations', 'refuse', id, '--reason', 'too late'), /It is cancelled/)
  },
)

const TYPED = [
  ...['--surname', 'PERERA', '--given-names', 'NIMAL', '--birth-date', '1990-05-04', '--nationality', 'LKA'],
  ...['--passport', 'N1234567', '--purpose', 'tourism', '--category', 'B12', '--from', '2026-12-01'],
  ...['--until', '2026-12-20', '--stay', '20'],
]

t.test('what was given on paper is taken in, by a table or by options, once a number', async (t) => {
  const desk = await madeDesk(t)
  const first = await desk.person('a')
  const one = await first('invitations', 'add', '--number', NUMBER, ...TYPED)
  t.match(one.json, [{ state: 'review', origin: 'paper', number: NUMBER, content: { ...INVITED, email: '' } }])
  const again = await first('invitations', 'add', '--number', NUMBER, ...TYPED)
  t.equal(again.json[0].invitation, one.json[0].invitation)
  const second = await desk.person('b')
  await t.rejects(first('invitations', 'approve', one.json[0].invitation), /another operator has to approve it/)
  t.match((await second('invitations', 'approve', one.json[0].invitation)).text, `APPROVED, number ${NUMBER}`)
  const at = join(desk.dir, 'paper.csv')
  writeFileSync(at, paperFile(listed({ 4: 'N2', 12: 'KZ-2026/0417' })))
  const table = await first('invitations', 'add', at)
  t.match(table.text, /^2 rows: 1 taken, 0 there already, 0 wrong, 1 skipped/)
  t.equal(table.code, 0)
  await t.rejects(first('invitations', 'add'), /give a table, or --number/)
  await t.rejects(first('invitations', 'add', '--number', NUMBER, '--surname', 'X'), /birth_date is missing/)
  await t.rejects(first('invitations', 'add', '--number', NUMBER, ...TYPED, '--entries', 'many'), /entries takes 1, 2/)
})
