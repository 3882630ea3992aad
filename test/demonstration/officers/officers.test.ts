import t from 'tap'
import { OFFICER_NAMES, signOfficersIn } from '../../../demonstration/officers/officers.ts'
import { CallFailed } from '../../../desk/calls/authority-calls.ts'
import { madeScene } from '../made-scene.ts'

t.test('both are operators of their names, and signing in again makes the tokens before good no more', async (t) => {
  const { officers, address, tokenFile, authority } = await madeScene(t)
  const names = Object.values(OFFICER_NAMES)
  t.strictSame([officers.asel.name, officers.bauyrzhan.name], names)
  const listed = (await authority('GET', '/v1/operators')).body.operators.map(({ name }: { name: string }) => name)
  for (const name of names) t.ok(listed.includes(name), name)
  t.match(await officers.asel.call('GET', '/v1/cases'), { cases: [] })
  const again = await signOfficersIn({ serverUrl: address.url, tokenFile })
  t.match(await again.bauyrzhan.call('GET', '/v1/cases'), { cases: [] })
  const refused = officers.bauyrzhan.call('GET', '/v1/cases').catch((error: CallFailed) => error.status)
  t.equal(await refused, 401)
})

t.test('without a server nobody is signed in', async (t) => {
  const { tokenFile } = await madeScene(t)
  await t.rejects(signOfficersIn({ serverUrl: 'http://127.0.0.1:9', tokenFile }), CallFailed)
})
