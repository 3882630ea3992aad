import { randomBytes } from 'node:crypto'
import t from 'tap'
import { fileKeyOf, open, seal, unwrapKey, wrapKey } from '../../../server/passport-copies/wrap-key.ts'

const [first, second] = [fileKeyOf(randomBytes(32)), fileKeyOf(randomBytes(32))]
const KEY = randomBytes(32)

t.test("a copy's key is wrapped by the first file key, and opens by that one alone", async (t) => {
  const wrapped = wrapKey([first, second], 'copy-1', KEY, randomBytes)
  t.equal(wrapped.fileKey, first.id)
  t.notOk(Buffer.from(wrapped.wrappedKey).includes(KEY))
  const unwrapped = unwrapKey([second, first], 'copy-1', wrapped)
  t.strictSame(unwrapped, { ok: true, value: KEY })
  t.same(unwrapKey([second], 'copy-1', wrapped), { ok: false, error: 'no-file-key' })
  t.same(unwrapKey([{ ...second, id: first.id }], 'copy-1', wrapped), { ok: false, error: 'altered' })
  t.same(unwrapKey([first], 'copy-2', wrapped), { ok: false, error: 'altered' }, 'a key is of one copy')
})

t.test('what is sealed opens for what it is about, and with no bit changed', async (t) => {
  const sealed = seal(KEY, 'page 1', Buffer.from('a passport'), randomBytes)
  t.notOk(Buffer.from(sealed).includes('passport'))
  t.notSame(seal(KEY, 'page 1', Buffer.from('a passport'), randomBytes), sealed)
  const opened = open(KEY, 'page 1', sealed)
  t.ok(opened.ok && opened.value.equals(Buffer.from('a passport')))
  t.same(open(KEY, 'page 2', sealed), { ok: false, error: 'altered' })
  for (const at of sealed.keys()) {
    const altered = Uint8Array.from(sealed)
    altered[at] = (altered[at] ?? 0) ^ 1
    if (open(KEY, 'page 1', altered).ok) t.fail(`byte ${at} may be changed`)
  }
  for (const length of [0, 5, 27, sealed.length - 1]) t.notOk(open(KEY, 'page 1', sealed.subarray(0, length)).ok)
})

t.test('the id of a key is always the same, and another for each', async (t) => {
  t.equal(fileKeyOf(first.key).id, first.id)
  t.match(first.id, /^[A-Za-z0-9_-]{16}$/)
  t.not(first.id, second.id)
})
