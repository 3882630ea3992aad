import t from 'tap'
import { decisionText, readDecisionText } from '../../../server/signing/decision-text.ts'

const MADE = {
  ...{ kind: 'case', subject: 'X', content: { a: [1, { b: null }] }, signer: { id: 'p', name: 'Aigül "A"' } },
  ...{ nonce: 'n', time: 7 },
}

t.test('a text begins with its tag, and is read to what it was made of', async (t) => {
  const text = decisionText(MADE)
  t.match(text, /^\{"statement":"evisa-gate\/decision\/1","kind":"case"/)
  t.match(readDecisionText(text), MADE)
  t.equal(
    decisionText({ ...MADE, signer: { ...MADE.signer, more: 'x' } as typeof MADE.signer }),
    text,
    'a signer is id and name',
  )
})

t.test('what is no text of ours to the byte is none', async (t) => {
  const text = decisionText(MADE)
  for (const bent of [
    ` ${text}`,
    text.replace('decision/1', 'sign-in/1'),
    text.replace(/}$/, ',"x":1}'),
    '{',
    '7',
    'null',
    '{"statement":"evisa-gate/decision/1"}',
  ])
    t.equal(readDecisionText(bent), null, bent)
})
