import t from 'tap'
import { beginCopy, makeKey } from '../../../server/passport-copies/begin-copy.ts'
import { unwrapKey } from '../../../server/passport-copies/wrap-key.ts'
import { EDITION, uploads } from './made-uploads.ts'

const MOST = EDITION.sizes.copy_bytes.value

t.test('a copy begins by its size, with a key of its own', async (t) => {
  const { of, act, context, store } = await uploads(t)
  const begun = await beginCopy(of, MOST, EDITION, act, context)
  if (!begun.ok) throw new Error('not begun')
  const copy = await store.findCopy(of, begun.value.id)
  t.match(copy, { size: MOST, received: 0, state: 'receiving', fileKey: context.fileKeys[0].id })
  t.ok(unwrapKey(context.fileKeys, begun.value.id, begun.value).ok)
  const [one, other] = [makeKey('a', context), makeKey('a', context)]
  t.notSame(unwrapKey(context.fileKeys, 'a', one), unwrapKey(context.fileKeys, 'a', other))
})

t.test('what is empty or too large is told before anything is sent, and nothing is kept of it', async (t) => {
  const { of, act, context, store } = await uploads(t)
  t.same(await beginCopy(of, 0, EDITION, act, context), { ok: false, error: 'empty' })
  for (const size of [MOST + 1, 60_000_000])
    t.same(await beginCopy(of, size, EDITION, act, context), { ok: false, error: { kind: 'too-large', most: MOST } })
  t.same(await store.copiesOf(of, 9), [])
})

t.test('a case that was decided takes none, and another account has no such case', async (t) => {
  const { of, newCase, act, context } = await uploads(t, 'refused')
  t.match(await beginCopy(of, 9, EDITION, act, context), { error: { kind: 'case-closed', state: 'refused' } })
  const other = await newCase()
  const swapped = { application: other.application, account: of.account }
  t.match(await beginCopy(swapped, 9, EDITION, act, context), { error: 'not-there' })
})
