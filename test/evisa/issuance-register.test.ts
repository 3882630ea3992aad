import { createHash } from 'node:crypto'
import t from 'tap'
import { REGISTER_TYP, registerHash, registerHolds, verifyRegister } from '#evisa/issuance-register.ts'
import { VISA_TYP } from '#evisa/qr-layout.ts'
import { makeTrustList, registerDocument, signVisa, unwrap } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const register = async (payload: object, key = KEYS.status) =>
  await verifyRegister(signArtefact(key, REGISTER_TYP, payload), trust)
const payloadOf = (jws: string) => Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()

t.test('holds each payload that was issued and no other', async (t) => {
  const issued = Array.from({ length: 101 }, () => signVisa())
  for (const count of [1, 2, 3, 100, 101]) {
    const some = issued.slice(0, count)
    const held = unwrap(await register(registerDocument(KEYS.visa.kid, some)))
    t.equal(held.kid, KEYS.visa.kid)
    const answers = await Promise.all(some.map((jws) => registerHolds(held, payloadOf(jws))))
    t.equal(answers.filter(Boolean).length, count, `all of ${count}`)
    t.equal(await registerHolds(held, payloadOf(signVisa())), false)
    t.equal(await registerHolds(held, ''), false)
  }
})

t.test('an empty register holds nothing', async (t) => {
  const held = unwrap(await register(registerDocument(KEYS.visa.kid, [])))
  t.equal(await registerHolds(held, payloadOf(signVisa())), false)
})

t.test('the hash is the first sixteen bytes of SHA-256', async (t) => {
  const expected = createHash('sha256').update('{"a":1}').digest().subarray(0, 16)
  t.same(Buffer.from(await registerHash('{"a":1}')), expected)
})

t.test("refuses a register that is not the status key's own, or has another form", async (t) => {
  const good = registerDocument(KEYS.visa.kid, [signVisa()])
  t.same(await register(good, KEYS.visa), { ok: false, error: 'artefact/key-purpose' })
  t.same(await register(good, KEYS.stranger), { ok: false, error: 'artefact/key-unknown' })
  const typed = signArtefact(KEYS.status, VISA_TYP, good)
  t.same(await verifyRegister(typed, trust), { ok: false, error: 'artefact/header' })
  for (const members of [
    { hashes: 'AAAA' },
    { hashes: 'AAAAAAAAAAB' },
    { hashes: '!' },
    { hashes: 5 },
    { kid: 'x' },
    { iat: '1' },
    { more: 1 },
  ]) {
    t.same(await register({ ...good, ...members }), { ok: false, error: 'artefact/schema' }, JSON.stringify(members))
  }
})
