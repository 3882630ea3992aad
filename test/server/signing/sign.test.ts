import t from 'tap'
import { decisionText } from '../../../server/signing/decision-text.ts'
import { checkSigned, findSigning, holds, openSigning, saysStill } from '../../../server/signing/sign.ts'
import { build, KEY_PLACE, NOW } from '../build-app.ts'
import { deciders } from '../deciders.ts'

const TO_SIGN = { kind: 'person-change', subject: 'x', content: { a: 1 } }

t.test('a text waits for its own person, and what is signed holds for whoever checks it later', async (t) => {
  const built = await build(t)
  const { administrators } = await deciders(built)
  const [one, two] = administrators
  const context = { store: built.store, place: KEY_PLACE }
  const opened = await openSigning(TO_SIGN, { does: 1 }, one.id, null, NOW, context)
  if (!opened.ok) return t.fail(opened.error)
  const { id, text } = opened.value
  t.match(JSON.parse(text), { ...TO_SIGN, signer: { id: one.id, name: one.name }, time: NOW })
  t.equal((await findSigning(id, one.id, NOW, context)).ok, true)
  t.same(await findSigning(id, two.id, NOW, context), { ok: false, error: 'signing-over' })
  const assertion = one.assertion(text)
  t.same(await checkSigned(id, assertion, two.id, NOW, context), { ok: false, error: 'signing-over' })
  t.same(await checkSigned(id, two.assertion(text), one.id, NOW, context), { ok: false, error: 'unknown-key' })
  const signed = await checkSigned(id, assertion, one.id, NOW, context)
  if (!signed.ok) return t.fail()
  t.match(signed.value, { act: { does: 1 }, signature: { id, kind: 'person-change', subject: 'x', text } })
  const { counter: _none, ...kept } = signed.value.signature
  const proven = { ...kept, name: one.name, jwk: one.key.jwk }
  t.equal(await holds(proven, KEY_PLACE), true)
  t.equal(await holds({ ...proven, text: text.replace('"a":1', '"a":2') }, KEY_PLACE), false, 'altered in the database')
  t.equal(await holds({ ...proven, jwk: two.key.jwk }, KEY_PLACE), false)
  t.same(await openSigning(TO_SIGN, {}, 'nobody', null, NOW, context), { ok: false, error: 'no-key' })
})

t.test('a text says still what it said only where nothing of it changed', async (t) => {
  const text = decisionText({ ...TO_SIGN, signer: { id: 'p', name: 'P' }, nonce: 'n', time: NOW })
  t.equal(saysStill(text, TO_SIGN), true)
  for (const change of [{ content: { a: 2 } }, { subject: 'y' }, { kind: 'case' }])
    t.equal(saysStill(text, { ...TO_SIGN, ...change }), false)
  t.equal(saysStill('{}', TO_SIGN), false)
})
