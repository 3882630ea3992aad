import { createHash } from 'node:crypto'
import t from 'tap'
import { sha256, sha256Base64url } from '#evisa/sha256.ts'

const TEXTS = ['', 'abc', '{"iss":"KAZ"}', '\0\x7f', 'x'.repeat(100_000)]

t.test('gives the digest that Node gives, of any ASCII text', async (t) => {
  for (const text of TEXTS) {
    t.equal(Buffer.from(await sha256(text)).toString('hex'), createHash('sha256').update(text).digest('hex'))
  }
})

t.test('names a text by its content: the digest in base64url, 43 characters', async (t) => {
  for (const text of TEXTS) {
    t.equal(await sha256Base64url(text), createHash('sha256').update(text).digest('base64url'))
    t.match(await sha256Base64url(text), /^[A-Za-z0-9_-]{43}$/)
  }
})

t.test('letters beyond ASCII count as UTF-8, so that no two of them are alike', async (t) => {
  t.equal(await sha256Base64url('\u0416'), createHash('sha256').update('\u0416', 'utf8').digest('base64url'))
  t.not(await sha256Base64url('\u0141'), await sha256Base64url('A'))
})
