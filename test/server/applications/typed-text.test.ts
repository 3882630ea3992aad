import t from 'tap'
import { faultOf, lookAlikeIn, readLine, readText, trimTyped } from '../../../server/applications/typed-text.ts'

t.test('a line is what is seen of it', async (t) => {
  t.strictSame(readLine('  Hotel \n\t Astana\u00a0 ', 20), { ok: true, value: 'Hotel Astana' })
  t.strictSame(readLine('e\u0301', 1), { ok: true, value: 'é' }, 'a letter and its mark are one')
  t.strictSame(readLine('🙂🙂', 2), { ok: true, value: '🙂🙂' })
  t.match(readLine('abc', 2), { ok: false, error: { rule: 'too-long', message: 'takes at most 2 characters' } })
  for (const typed of ['a\0b', 'a\uD800b', 'a\u202Eb', 'a\u200Bb', 'a\u0007b'])
    t.match(readLine(typed, 9), { error: { rule: 'control-character' } }, JSON.stringify(typed))
})

t.test('what pasting puts around a text is no part of it', async (t) => {
  for (const typed of [' a\u00a0', '\u200ea', '\u202aa\u202c', ' \u2067a\u2069 ', '\ufeffa'])
    t.equal(trimTyped(typed), 'a', JSON.stringify(typed))
  t.equal(trimTyped('a\u202eb'), 'a\u202eb', 'inside it is told as a fault')
  t.equal(trimTyped(' \u200f '), '')
})

t.test('a text keeps its lines', async (t) => {
  t.strictSame(readText(' one\r\n\ttwo \r three ', 30), { ok: true, value: 'one\n\ttwo \n three' })
  t.match(readText('one\n\0', 30), { error: { rule: 'control-character' } })
  t.match(readText('four', 3), { error: { rule: 'too-long' } })
})

t.test('a letter of another alphabet that only looks like a Latin one is named', async (t) => {
  t.match(lookAlikeIn('N12\u0421'), /character 4 is the Cyrillic С.*Latin C/)
  t.match(lookAlikeIn('\u0391B'), /character 1 is the Greek Α.*Latin A/)
  t.match(lookAlikeIn('\u0441'), /Cyrillic/, 'small letters, too')
  for (const text of ['', 'ABC123', 'Ж', '🙂']) t.equal(lookAlikeIn(text), null, text)
})

t.test('a fault says its rule', async (t) => {
  t.strictSame(faultOf('rule', 'what'), { ok: false, error: { rule: 'rule', message: 'what' } })
})
