import t from 'tap'
import { MAX_REFUSAL_CHARACTERS, REFUSAL_TYP, verifyAccessRefusal } from '#evisa/access-refusal.ts'
import { TIME_TYP } from '#evisa/time-answer.ts'
import { makeTrustList, NOW } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const asked = { device: 'dev-0000000001', nonce: 'one-assertion' }
const refusal = (change: object = {}, key = KEYS.snapshot, typ = REFUSAL_TYP) =>
  signArtefact(key, typ, { iat: NOW, ...asked, because: 'revoked', ...change })
const readOf = async (text: string) => {
  const read = await verifyAccessRefusal(text, asked, trust)
  return read.ok ? read.value.because : read.error
}

t.test('what the authority says of this very request', async (t) => {
  t.equal(await readOf(refusal()), 'revoked')
  t.equal(await readOf(refusal({ because: 'time' })), 'time')
})

t.test('of another device or request it says nothing', async (t) => {
  t.equal(await readOf(refusal({ device: 'dev-0000000002' })), 'answer/other')
  t.equal(await readOf(refusal({ nonce: 'another' })), 'answer/other')
  for (const change of [{ because: 'unknown' }, { nonce: undefined }, { more: 1 }])
    t.equal(await readOf(refusal(change)), 'artefact/schema')
})

t.test('nobody else says it, nor does anything else that is signed', async (t) => {
  t.equal(await readOf(refusal({}, KEYS.stranger)), 'artefact/key-unknown')
  for (const key of [KEYS.visa, KEYS.status, KEYS.policy])
    t.equal(await readOf(refusal({}, key)), 'artefact/key-purpose')
  t.equal(await readOf(refusal({}, KEYS.snapshot, TIME_TYP)), 'artefact/header')
  t.equal(await readOf(`${refusal().slice(0, -2)}AA`), 'artefact/signature')
  t.equal(await readOf('A'.repeat(MAX_REFUSAL_CHARACTERS + 1)), 'artefact/too-large')
})
