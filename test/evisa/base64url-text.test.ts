import fc from 'fast-check'
import t from 'tap'
import { base64urlOfText, isCanonicalBase64url, textOfBase64url } from '#evisa/base64url-text.ts'

t.test('text goes to base64url and back as Node has it', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      const part = Buffer.from(text).toString('base64url')
      t.equal(base64urlOfText(text), part)
      return text === '' ? textOfBase64url(part) === '' : textOfBase64url(part) === text
    }),
  )
})

t.test('bytes beyond ASCII, and other spellings, are no text', async (t) => {
  t.equal(textOfBase64url(Buffer.from('{"name":"\u00d6"}').toString('base64url')), '')
  t.equal(textOfBase64url(Buffer.from([0x80]).toString('base64url')), '')
  for (const part of ['', 'A', 'YQ==', 'YR', 'YWI\n', 'Y W', 'YWJj=', 'YW+j', 'YW/j'])
    t.equal(textOfBase64url(part), '', part)
})

t.test('one spelling of some bytes is canonical', async (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) =>
      isCanonicalBase64url(Buffer.from(bytes).toString('base64url')),
    ),
  )
  // The last character of "a" (YQ) has four unused bits: fifteen more spellings decode to the same byte.
  const spellings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].filter((last) =>
    isCanonicalBase64url(`Y${last}`),
  )
  t.same(spellings, ['A', 'Q', 'g', 'w'])
})
