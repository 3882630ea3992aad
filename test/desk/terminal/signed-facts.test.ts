import t from 'tap'
import type { AuditRow } from '#evisa/audit-row.ts'
import { SignedFacts } from '../../../desk/terminal/signed-facts.ts'

function factsOf(...rows: readonly (readonly [act: AuditRow['act'], subject: string, detail?: AuditRow['detail']])[]) {
  const facts = new SignedFacts()
  for (const [at, [act, subject, detail = {}]] of rows.entries())
    facts.add({ position: at + 1, prev: '', at: at * 10, actor: 'person/x', act, subject, detail, hash: '' })
  return facts
}
const key = (person: string, credential: string) =>
  ['person-key', person, { credential, thumbprint: `print of ${credential}` }] as const

t.test('keys live from their row until they, or their person, or a change ends them', async (t) => {
  const facts = factsOf(
    ...([key('a', 'one'), key('a', 'two'), key('b', 'three'), key('c', 'four')] as const),
    ['person-key-end', 'a', { credential: 'one' }],
    ['person-propose', 'change', { kind: 'another-key', person: 'b', signature: 's' }],
    ['person-approve', 'change', { signature: 's2' }],
    ['person-end', 'c'],
  )
  const lives = [...facts.keys].map(([credential, { person, from, until }]) => [credential, person, from, until])
  t.same(lives, [
    ['one', 'a', 0, 40],
    ['two', 'a', 10, null],
    ['three', 'b', 20, 60],
    ['four', 'c', 30, 70],
  ])
})

t.test('what a person could do is what the last row before said', async (t) => {
  const facts = factsOf(
    ['person-make', 'a', { name: 'A', roles: 'case-officer auditor' }],
    ['person-set', 'a', { roles: '["supervisor"]' }],
  )
  t.same(
    [facts.rolesAt('a', -1), facts.rolesAt('a', 9), facts.rolesAt('a', 10)],
    [[], ['case-officer', 'auditor'], ['supervisor']],
  )
  t.same(facts.rolesAt('nobody', 99), [])
})

t.test(
  'what was decided without a signature counts once there are keys; an approval by the token names who else could',
  async (t) => {
    const facts = factsOf(
      ['issue', 'of before'],
      ['person-make', 'a', { roles: 'administrator' }],
      key('a', 'one'),
      ['issue', 'unsigned'],
      ['issue', 'signed', { signature: 's', reference: 'r' }],
      ['look-up', 'no decision'],
      ['person-propose', 'change', { kind: 'make', person: 'b', signature: 's2' }],
      ['person-approve', 'change', { signature: '' }],
    )
    t.same(facts.unsigned, [{ position: 4, act: 'issue', subject: 'unsigned' }])
    t.match(facts.signed, [
      { act: 'issue', subject: 'signed', signature: 's', reference: 'r', position: 5 },
      { act: 'person-propose', signature: 's2' },
      { act: 'person-approve', signature: '', others: ['a'] },
    ])
  },
)
