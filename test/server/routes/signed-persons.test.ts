import t from 'tap'
import { build } from '../build-app.ts'
import { deciders, making } from '../deciders.ts'

t.test('what is proposed of a person is read before it is signed', async (t) => {
  const built = await build(t)
  const { administrators } = await deciders(built)
  const [one, two] = administrators
  const change = { kind: 'person-change', reason: 'for the test' }
  const said = async (act: object) => {
    const { status, body } = await one.call('POST', '/v1/signings', { act: { ...change, ...act } })
    return `${status} ${body.errors?.[0]?.field ?? body.detail ?? ''}`
  }
  t.match(await said({ change: 'set', person: 'nobody', content: { name: 'x', roles: ['auditor'] } }), /^404/)
  t.match(await said({ change: 'make' }), /^400 content is missing/)
  t.match(await said(making('', ['auditor'])), /^400 name/)
  t.match(await said(making('Border', ['border-officer'])), /^400 badge/)
  const ends = await one.call('POST', '/v1/signings', { act: { ...change, change: 'end', person: two.id } })
  t.match(JSON.parse(ends.body.text), { content: { change: 'end', becomes: { name: two.name } } })
})
