import t from 'tap'
import type { Caller } from '../../../server/access/caller.ts'
import { kindOf } from '../../../server/routes/signed-acts.ts'
import { build } from '../build-app.ts'
import { deciders, making } from '../deciders.ts'

t.test('a kind of act is for who has one of its roles', async (t) => {
  const by = (...roles: Caller['roles']) => ({ roles }) as Caller
  t.ok(kindOf({ kind: 'person-change' }, by('administrator')))
  t.ok(kindOf({ kind: 'person-approval' }, by('case-officer', 'supervisor')))
  t.throws(
    () => kindOf({ kind: 'person-change' }, by('supervisor')),
    /takes administrator or carrier-administrator; you are supervisor/,
  )
})

t.test('who lost the role while the text waited signs nothing by it', async (t) => {
  const built = await build(t)
  const { administrators, make } = await deciders(built)
  const [one, two] = administrators
  const third = await make('Third', ['administrator'])
  const { id, text } = (await third.call('POST', '/v1/signings', { act: making('Bolat', ['auditor']) })).body
  const set = {
    kind: 'person-change',
    change: 'set',
    person: third.id,
    reason: 'less',
    content: { name: 'Third', roles: ['auditor'] },
  }
  const change = (await one.sign(set)).body.done.change.id
  t.equal((await two.sign({ kind: 'person-approval', change })).status, 200)
  const sent = await third.call('POST', `/v1/signings/${id}/assertion`, { assertion: third.assertion(text) })
  t.match([sent.status, sent.body.detail], [403, /takes administrator/])
})

t.test('what was declined while the text waited is not agreed to', async (t) => {
  const built = await build(t)
  const { administrators } = await deciders(built)
  const [one, two] = administrators
  const change = (await one.sign(making('Bolat', ['auditor']))).body.done.change.id
  const { id, text } = (await two.call('POST', '/v1/signings', { act: { kind: 'person-approval', change } })).body
  await one.call('DELETE', `/v1/person-changes/${change}`)
  const sent = await two.call('POST', `/v1/signings/${id}/assertion`, { assertion: two.assertion(text) })
  t.match([sent.status, sent.body.errors[0].rule], [409, 'change/declined'])
})
