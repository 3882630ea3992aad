import { randomBytes } from 'node:crypto'
import t from 'tap'
import { openPage, openPart, sealPage, sealPart } from '../../../server/passport-copies/copy-crypt.ts'

const KEY = randomBytes(32)
const BYTES = Buffer.from('bytes')

t.test('a part opens at its place in its copy, and nowhere else', async (t) => {
  const part = sealPart(KEY, 'a', 5, BYTES, randomBytes)
  t.match(openPart(KEY, 'a', 5, part), { ok: true, value: BYTES })
  t.notOk(openPart(KEY, 'a', 6, part).ok)
  t.notOk(openPart(KEY, 'b', 5, part).ok)
  t.notOk(openPage(KEY, 'a', 5, part).ok, 'a part is no page')
})

t.test('a page opens as its page of its copy, and as no other', async (t) => {
  const page = sealPage(KEY, 'a', 1, BYTES, randomBytes)
  t.match(openPage(KEY, 'a', 1, page), { ok: true, value: BYTES })
  t.notOk(openPage(KEY, 'a', 2, page).ok)
  t.notOk(openPage(KEY, 'b', 1, page).ok)
  t.notOk(openPage(randomBytes(32), 'a', 1, page).ok)
})
