import t from 'tap'
import { LANGUAGES } from '#evisa/language.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { lineOf, signedList } from '../../../server/looking-back/signed-list.ts'
import { decisionText } from '../../../server/signing/decision-text.ts'
import type { SignedLine } from '../../../server/store/look-back-store.ts'

const SIGNER = { id: 'one', name: 'Aigul' }
const line = (kind: string, content: object, subject = 'K7Q2M4XN9TBF'): SignedLine => ({
  ...{ kind, subject, at: NOW },
  text: decisionText({ kind, subject, content, signer: SIGNER, nonce: 'n', time: NOW }),
})

t.test('each kind is told in words, by the clock of Kazakhstan', async (t) => {
  const told = (kind: string, content: object) => lineOf(line(kind, content), 'en')
  t.match(
    told('case', { decision: 'no-objection', place: 'first' }),
    /^\d\d:\d\d {2}case K7Q2-M4XN-9TBF: no objection$/,
  )
  t.match(told('case', { decision: 'refuse', place: 'second' }), /: refused, as second officer$/)
  t.match(told('proposal', { title: 'policy from 2027' }), /proposed: policy from 2027$/)
  t.match(told('issue', { applications: [{}, {}] }), /e-visas issued: 2$/)
  t.match(told('person-approval', { change: 'end', becomes: { name: 'Bolat' } }), /agreed of Bolat: leaves$/)
  t.match(told('second-look', { verdict: 'wrong' }), /looked at again: not as it should be$/)
  t.match(told('something-new', {}), /something-new K7Q2-M4XN-9TBF$/)
  t.match(lineOf({ ...line('case', {}), text: '' }, 'en'), /case K7Q2-M4XN-9TBF$/, 'what was erased since')
  for (const language of LANGUAGES) {
    const text = lineOf(line('case', { decision: 'no-objection' }), language)
    t.match(text, /K7Q2-M4XN-9TBF/)
    t.notMatch(text, /[{}]/, language)
  }
})

t.test('the letter goes to the person, with all of it, and says how many more there are', async (t) => {
  const many = Array.from({ length: 503 }, () => line('proposal', { title: 'x' }))
  const letter = signedList({ name: 'Aigul', email: 'aigul@desk.example' }, many, { day: '2026-11-21', language: 'kk' })
  t.match(letter, { kind: 'signed-list', address: 'aigul@desk.example', language: 'kk', content: { count: 503 } })
  const lines = String(letter.content.text).split('\n')
  t.equal(lines.length, 501)
  t.equal(lines.at(-1), '... +3')
})
