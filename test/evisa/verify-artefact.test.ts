import t from 'tap'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { verifyArtefact, verifyThreshold } from '#evisa/verify-artefact.ts'
import { makeRoot, makeTrustList, NOW, trustedKey, trustListDocument } from '../made.ts'
import { base64urlOf, KEYS, signArtefact, signGeneral } from '../made-keys.ts'

const TYP = 'test+jwt'
const schema = Compile(Type.Object({ version: Type.Integer(), iat: Type.Integer() }, { additionalProperties: false }))
const kind = { typ: TYP, purpose: 'policy', schema, maxCharacters: 5000 } as const
const trust = await makeTrustList()
const root = await makeRoot()
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

const general = (payload: object | string, ...keys: (typeof KEYS.root)[number][]) => signGeneral(keys, TYP, payload)
const threshold = async (text: string, count = 2) => await verifyThreshold(text, kind, root.keys, count)
const [first, second, third] = KEYS.root

t.test('a threshold counts distinct keys, each with a signature that holds', async (t) => {
  const taken = { ok: true, value: { version: 3, iat: NOW } }
  t.same(await threshold(general({ version: 3, iat: NOW }, first, second)), taken)
  t.same(await threshold(general({ version: 3, iat: NOW }, third, first)), taken)
  t.same(
    await threshold(general({ version: 3, iat: NOW }, first, second, KEYS.stranger)),
    taken,
    'a key of the next root may sign too',
  )
  t.same(await threshold(general({ version: 3, iat: NOW }, first)), refused('artefact/threshold'))
  const twice = refused('artefact/signed-twice')
  t.same(await threshold(general({ version: 3, iat: NOW }, first, first)), twice)
  t.same(await threshold(general({ version: 3, iat: NOW }, first, second, first)), twice, 'though there are enough')
  t.same(await threshold(general({ version: 3, iat: NOW }, first, second), 3), refused('artefact/threshold'))
  t.same(await threshold(general({ version: 3, iat: NOW }, first, second), 0), refused('artefact/threshold'))
})

t.test('one wrong signature of a known key spoils the document', async (t) => {
  const document = JSON.parse(general({ version: 3, iat: NOW }, first, second, third))
  document.signatures[2].signature = document.signatures[1].signature
  t.same(await threshold(JSON.stringify(document)), refused('artefact/signature'))
  document.payload = base64urlOf('{"version":4}')
  t.same(await threshold(JSON.stringify(document)), refused('artefact/signature'))
})

t.test('takes no other form of a general JWS, and never throws', async (t) => {
  const text = general({ version: 3, iat: NOW }, first, second)
  const document = JSON.parse(text)
  const [one] = document.signatures
  const seventeen = Array.from({ length: 17 }, () => one)
  const forms: unknown[] = [
    null,
    [],
    5,
    'text',
    {},
    { payload: document.payload },
    { ...document, payload: 5 },
    { ...document, payload: '' },
    { ...document, payload: `${document.payload}=` },
    { ...document, signatures: one },
    { ...document, signatures: [null] },
    { ...document, signatures: [5] },
    { ...document, signatures: [{ ...one, protected: 5 }] },
    { ...document, signatures: [{ ...one, signature: '=' }] },
    { ...document, signatures: seventeen },
  ]
  for (const form of forms)
    t.same(await threshold(JSON.stringify(form)), refused('artefact/format'), JSON.stringify(form).slice(0, 60))
  for (const other of [
    '',
    ` ${text}`,
    `${text}\n`,
    text.replace('{"payload"', '{"payload":"AAAA","payload"'),
    '[['.repeat(900),
  ]) {
    t.same(await threshold(other), refused('artefact/format'), other.slice(0, 60))
  }
  t.same(await threshold('x'.repeat(5001)), refused('artefact/too-large'))
  t.same(await threshold(JSON.stringify({ ...document, signatures: [] })), refused('artefact/threshold'))
  t.same(await threshold(general({ version: 'x' }, first, second)), refused('artefact/schema'))
  t.same(await threshold(general('nothing', first, second)), refused('artefact/schema'))
  t.same(
    await threshold(signGeneral([first, second], 'other+jwt', { version: 3, iat: NOW })),
    refused('artefact/header'),
  )
})

t.test('an unprotected header or a member beside the payload changes nothing', async (t) => {
  const document = JSON.parse(general({ version: 3, iat: NOW }, first, second))
  const [one, two] = document.signatures
  const more = {
    ...document,
    version: 9,
    signatures: [
      { ...one, payload: base64urlOf('{"version":9}') },
      { ...two, header: { alg: 'none' } },
    ],
  }
  t.same(await threshold(JSON.stringify(more)), { ok: true, value: { version: 3, iat: NOW } })
})

t.test('a key that is listed for visas signs no artefact', async (t) => {
  const listed = await makeTrustList({ keys: [trustedKey(KEYS.visa, 'visa')] })
  t.same(
    await verifyArtefact(signArtefact(KEYS.visa, TYP, { version: 3, iat: NOW }), kind, listed),
    refused('artefact/key-purpose'),
  )
})
