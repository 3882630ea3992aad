/**
 * Keys in a real PKCS#11 token: SoftHSM2. Run by `npm run test:hsm`, not by `npm test`: it needs `softhsm2-util` and
 * `node-webcrypto-p11`, see "Keys in a token" in keys/README.md. `EVISA_TEST_PKCS11_MODULE` names the library where it
 * lies elsewhere.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compactVerify, importJWK } from 'jose'
import t from 'tap'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { VISA_TYP, visaHeader } from '#evisa/qr-layout.ts'
import { rootFingerprint, verifyPinnedRoot } from '#evisa/root.ts'
import { verifyTrustList } from '#evisa/trust-list.ts'
import { verifyArtefact } from '#evisa/verify-artefact.ts'
import { parseCompactJws, signatureIsValid, toLowS } from '#evisa/verify-jws.ts'
import { followKeys } from '../../keys/authority-keys.ts'
import { loadPkcs11, openToken } from '../../keys/pkcs11-signer.ts'
import { signCompact } from '../../keys/signer.ts'
import { DAY, makeStore, NOW, newestKey, runKeys, WINDOW } from './made-store.ts'

const PLACES = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
]
const PIN = '1234567890'
const module = process.env.EVISA_TEST_PKCS11_MODULE ?? PLACES.find((place) => existsSync(place)) ?? ''
if (module === '') throw new Error('there is no SoftHSM2: install softhsm2, or set EVISA_TEST_PKCS11_MODULE')

const folder = t.testdir({ tokens: {}, pin: '', wrong: '' })
for (const [name, pin] of [
  ['pin', PIN],
  ['wrong', '0000000000'],
] as const) {
  writeFileSync(join(folder, `${name}.txt`), `${pin}\n`, { mode: 0o600 })
}
process.env.SOFTHSM2_CONF = join(folder, 'softhsm2.conf')
writeFileSync(process.env.SOFTHSM2_CONF, `directories.tokendir = ${join(folder, 'tokens')}\nlog.level = ERROR\n`)
mkdirSync(join(folder, 'tokens'), { recursive: true })
execFileSync('softhsm2-util', ['--init-token', '--free', '--label', 'evisa', '--so-pin', PIN, '--pin', PIN])

const config = { module, slot: 0, pin: PIN }
const settings = { EVISA_PKCS11_MODULE: module, EVISA_PKCS11_PIN_FILE: join(folder, 'pin.txt') }

t.test('a visa key lives in the token: announced, published, activated, and it signs for the server', async (t) => {
  const access = await makeStore(t)
  const { dir } = access
  await runKeys(dir, ['announce', 'visa', '--pkcs11'], NOW, settings)
  const { kid, jwk } = newestKey(dir, 'visa')
  t.notOk(
    readdirSync(dir).some((name) => name.includes(kid)),
    'no file holds it',
  )
  await runKeys(dir, ['publish'], NOW)
  await runKeys(dir, ['activate', kid], NOW + WINDOW)
  await runKeys(dir, ['publish'], NOW + WINDOW)

  const missing = { code: 'file/missing', message: kid }
  await t.rejects(followKeys(access), missing, 'without the token it cannot be opened')
  const keys = await (await followKeys({ ...access, pkcs11: config })).current()
  const signer = keys.signingKey('visa', NOW + WINDOW)
  if (signer === null) throw new Error('the visa key should sign')
  t.match(signer, { kid, purpose: 'visa', terms: { state: 'active' } })
  t.not(keys.signingKey('status', NOW + WINDOW)?.kid, kid, 'the others come from their files')

  const payload = { iat: NOW + WINDOW, jti: 'KZ0000000', holder: { surname: 'MUSTERMANN' } }
  const jws = await signCompact(signer, VISA_TYP, payload)
  const verified = await compactVerify(jws, await importJWK(jwk, 'ES256'))
  t.equal(Buffer.from(verified.payload).toString(), JSON.stringify(payload), 'jose verifies it')
  t.equal(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString(), visaHeader(kid))

  const root = await verifyPinnedRoot(keys.roots[0] ?? '', await rootFingerprint(keys.roots[0] ?? ''))
  const trust = root.ok ? await verifyTrustList(keys.trustText, root.value) : undefined
  if (!trust?.ok) throw new Error('the trust list should be believed')
  const parsed = parseCompactJws(jws, VISA_TYP)
  const key = trust.value.keys.get(kid)
  t.ok(parsed.ok && key && (await signatureIsValid(parsed.value, key)), 'a scanner verifies it')
  const schema = Compile(Type.Object({ iat: Type.Integer(), jti: Type.String() }))
  const kind = { typ: VISA_TYP, purpose: 'visa', schema, maxCharacters: 2048 } as const
  t.match(await verifyArtefact(jws, kind, trust.value), { ok: true, value: { kid } })

  const texts = Array.from({ length: 200 }, (_, at) => Buffer.from(`visa ${at}`))
  const start = performance.now()
  const signatures = await Promise.all(texts.map((text) => signer.sign(text)))
  t.comment(`${((performance.now() - start) / texts.length).toFixed(2)} ms a signature, 200 at once`)
  t.ok(signatures.every((signature) => signature.length === 64 && toLowS(signature) === signature))
})

t.test('the private key cannot be read out', async (t) => {
  const { Crypto } = await loadPkcs11()
  const token = await openToken(config)
  const { kid } = await token.makeKey()
  const crypto = new Crypto({ library: module, slot: 0, pin: PIN, readWrite: false })
  const ending = Buffer.from(kid, 'base64url').toString('hex')
  const names = (await crypto.keyStorage.keys()).filter((name) => name.endsWith(ending))
  t.equal(names.length, 2, 'both halves are in the token')
  const item = await crypto.keyStorage.getItem(names.find((name) => name.startsWith('private')) ?? '')
  await t.rejects(crypto.subtle.exportKey('jwk', item))
  const { key } = item as unknown as { key: { get(attribute: string): unknown } }
  for (const [attribute, value] of [
    ['sensitive', true],
    ['extractable', false],
    ['neverExtractable', true],
    ['label', kid],
  ] as const) {
    t.equal(key.get(attribute), value, attribute)
  }
  t.throws(() => key.get('value'), 'nor its number')
  t.equal(await token.findSigner('notAKeyHere', 'visa'), null)
})

t.test('what hinders the opening is told apart', async (t) => {
  await t.rejects(openToken({ ...config, slot: 9 }), { code: 'pkcs11/slot', message: /place 9/ })
  await t.rejects(openToken({ ...config, module: '/nowhere.so' }), { code: 'pkcs11/module', message: /nowhere\.so/ })
  await t.rejects(openToken({ ...config, module: import.meta.filename }), { code: 'pkcs11/module' })
})

t.test('a wrong PIN stops the command and the start', async (t) => {
  const { dir, passphrase } = await makeStore(t)
  await runKeys(dir, ['announce', 'policy', '--pkcs11'], NOW, settings)
  const { kid } = newestKey(dir, 'policy')
  await runKeys(dir, ['activate', kid, '--force', '--reason', 'a test'], NOW + DAY)
  await runKeys(dir, ['publish'], NOW + DAY)
  const wrong = { ...settings, EVISA_PKCS11_PIN_FILE: join(folder, 'wrong.txt') }
  await t.rejects(runKeys(dir, ['announce', 'visa', '--pkcs11'], NOW, wrong), { code: 'pkcs11/pin' })
  await t.rejects(followKeys({ dir, passphrase, pkcs11: { ...config, pin: '0000000000' } }), { code: 'pkcs11/pin' })
  await t.resolves(followKeys({ dir, passphrase, pkcs11: config }))
})
