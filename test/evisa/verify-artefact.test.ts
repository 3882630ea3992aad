import t from 'tap'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { verifyArtefact } from '#evisa/verify-artefact.ts'
import { makeTrustList, NOW, trustedKey, trustListDocument } from '../made.ts'
import { base64urlOf, KEYS, signArtefact } from '../made-keys.ts'

const TYP = 'test+jwt'
const schema = Compile(Type.Object({ version: Type.Integer(), iat: Type.Integer() }, { additionalProperties: false }))
const kind = { typ: TYP, purpose: 'policy', schema, maxCharacters: 5000 } as const
const trust = await makeTrustList()
const jws = signArtefact(KEYS.policy, TYP, { version: 3, iat: NOW })
const refused = (error: string) => ({ ok: false, error })

t.test('a compact artefact of the right key gives its payload and the kid', async (t) => {
  t.same(await verifyArtefact(jws, kind, trust), {
    ok: true,
    value: { payload: { version: 3, iat: NOW }, kid: KEYS.policy.kid },
  })
})

t.test('a key signs only within its window, as the artefact itself tells the time', async (t) => {
  const { active_from, sign_until } = trust.keys.get(KEYS.policy.kid) ?? { active_from: 0, sign_until: 0 }
  const at = (iat: number) => verifyArtefact(signArtefact(KEYS.policy, TYP, { version: 3, iat }), kind, trust)
  for (const iat of [active_from, sign_until]) t.match(await at(iat), { ok: true }, String(iat))
  for (const iat of [active_from - 1, sign_until + 1]) t.same(await at(iat), refused('artefact/key-not-active'))
})

t.test('tells why a compact artefact is not taken', async (t) => {
  const [header = '', payload = '', signature = ''] = jws.split('.')
  const forged = `${header}.${base64urlOf('{"version":4}')}.${signature}`
  const keys = trustListDocument().keys.map((key) => ({ ...key, state: 'compromised' as const }))
  const stolen = await makeTrustList({ keys })
  t.same(await verifyArtefact('x'.repeat(5001), kind, trust), refused('artefact/too-large'))
  t.same(await verifyArtefact('', kind, trust), refused('artefact/format'))
  t.same(await verifyArtefact(`${header}.${payload}`, kind, trust), refused('artefact/format'))
  t.same(await verifyArtefact(`${jws}\n`, kind, trust), refused('artefact/format'))
  t.same(await verifyArtefact(jws, { ...kind, typ: 'other+jwt' }, trust), refused('artefact/header'))
  t.same(
    await verifyArtefact(signArtefact(KEYS.stranger, TYP, { version: 3, iat: NOW }), kind, trust),
    refused('artefact/key-unknown'),
  )
  t.same(
    await verifyArtefact(signArtefact(KEYS.status, TYP, { version: 3, iat: NOW }), kind, trust),
    refused('artefact/key-purpose'),
  )
  t.same(await verifyArtefact(jws, kind, stolen), refused('artefact/key-compromised'))
  t.same(await verifyArtefact(forged, kind, trust), refused('artefact/signature'))
  for (const bad of [
    `{"version":3.5,"iat":${NOW}}`,
    `{"version":3,"more":1,"iat":${NOW}}`,
    `{"version": 3,"iat":${NOW}}`,
    `{"version":3,"version":3,"iat":${NOW}}`,
    '3',
    '{"__proto__":{"version":3}}',
  ]) {
    t.same(await verifyArtefact(signArtefact(KEYS.policy, TYP, bad), kind, trust), refused('artefact/schema'), bad)
  }
})

t.test('an artefact that names another algorithm is not verified with it', async (t) => {
  const signed = `${base64urlOf(JSON.stringify({ alg: 'none', kid: KEYS.policy.kid, typ: TYP }))}.${jws.split('.')[1]}`
  t.same(await verifyArtefact(`${signed}.${jws.split('.')[2]}`, kind, trust), refused('artefact/signature'))
})

t.test('a key that is listed for visas signs no artefact', async (t) => {
  const listed = await makeTrustList({ keys: [trustedKey(KEYS.visa, 'visa')] })
  t.same(
    await verifyArtefact(signArtefact(KEYS.visa, TYP, { version: 3, iat: NOW }), kind, listed),
    refused('artefact/key-purpose'),
  )
})
