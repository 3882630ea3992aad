import t from 'tap'
import { SNAPSHOT_TYP } from '#evisa/snapshot.ts'
import { MAX_TIME_CHARACTERS, TIME_TYP, verifyTimeAnswer } from '#evisa/time-answer.ts'
import { makeTrustList, NOW, trustedKey } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const nonce = '0193510e-0000-4000-8000-000000000001'
const answer = (change: object = {}, key = KEYS.snapshot, typ = TIME_TYP) =>
  signArtefact(key, typ, { iat: NOW, nonce, ...change })
const faultOf = async (text: string, trusted = trust) => {
  const read = await verifyTimeAnswer(text, nonce, trusted)
  return read.ok ? read.value : read.error
}

t.test('the time in an answer to this very question', async (t) => {
  t.equal(await faultOf(answer()), NOW)
})

t.test('an answer of before, or to somebody else, is none', async (t) => {
  t.equal(await faultOf(answer({ nonce: '0193510e-0000-4000-8000-000000000002' })), 'answer/other')
  t.equal(await faultOf(answer({ nonce: undefined })), 'artefact/schema')
  t.equal(await faultOf(answer({ nonce: 'short' })), 'artefact/schema')
  t.equal(await faultOf(answer({ more: 1 })), 'artefact/schema')
})

t.test('nobody but the key that signs what is the newest tells the time, and as nothing else', async (t) => {
  t.equal(await faultOf(answer({}, KEYS.stranger)), 'artefact/key-unknown')
  for (const key of [KEYS.visa, KEYS.status, KEYS.policy])
    t.equal(await faultOf(answer({}, key)), 'artefact/key-purpose')
  t.equal(await faultOf(answer({}, KEYS.snapshot, SNAPSHOT_TYP)), 'artefact/header')
  t.equal(await faultOf(`${answer().slice(0, -2)}AA`), 'artefact/signature')
  t.equal(await faultOf('A'.repeat(MAX_TIME_CHARACTERS + 1)), 'artefact/too-large')
  const keys = [trustedKey(KEYS.snapshot, 'snapshot', { state: 'compromised' })]
  t.equal(await faultOf(answer(), await makeTrustList({ keys })), 'artefact/key-compromised')
})
