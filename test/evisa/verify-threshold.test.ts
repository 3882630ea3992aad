import t from 'tap'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { verifyThreshold } from '#evisa/verify-threshold.ts'
import { makeRoot, NOW } from '../made.ts'
import { base64urlOf, KEYS, signGeneral } from '../made-keys.ts'

const TYP = 'test+json'
const schema = Compile(Type.Object({ version: Type.Integer(), iat: Type.Integer() }, { additionalProperties: false }))
const kind = { typ: TYP, schema, maxCharacters: 5000 } as const
const root = await makeRoot()
const refused = (error: string) => ({ ok: false, error })

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
