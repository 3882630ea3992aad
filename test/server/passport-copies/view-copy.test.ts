import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { viewCopy, viewOwnCopy } from '../../../server/passport-copies/view-copy.ts'
import { pdfOfPages } from './made-pdf.ts'
import { queueOf, uploads } from './made-uploads.ts'

const OFFICER = { actor: 'operator/aliya', at: NOW }

t.test('an officer sees the newest accepted copy of a case, page by page, and each look is noted', async (t) => {
  const scene = await uploads(t)
  const { of, send, store, context } = scene
  const { queue } = queueOf(t, scene)
  t.same(await viewCopy(of.application, 1, OFFICER, context), { ok: false, error: 'not-there' })
  const id = await send(pdfOfPages(2))
  await queue.make(id)
  await send(pdfOfPages(1))
  const page = await viewCopy(of.application, 2, OFFICER, context)
  t.match(page, { ok: true, value: { copy: id, width: 1413, height: 2000 } })
  t.match(page.ok && page.value.sha256, /^[A-Za-z0-9_-]{43}$/)
  t.match(await viewCopy(of.application, 3, OFFICER, context), { ok: false })
  const looks = (await store.auditAfter(0, 20)).filter(({ act }) => act === 'copy-view')
  t.match(looks, [{ actor: OFFICER.actor, at: NOW, subject: of.application, detail: { copy: id, page: 2 } }])
})

t.test('its owner sees it, and nobody by another case, account or copy', async (t) => {
  const scene = await uploads(t)
  const { of, newCase, send, act, context, database } = scene
  const { queue } = queueOf(t, scene)
  const [id, other] = [await send(pdfOfPages(1)), await newCase()]
  await queue.make(id)
  t.match(await viewOwnCopy(of, id, 1, act, context), { ok: true })
  for (const [whose, copy] of [
    [other, id],
    [{ ...of, account: other.account }, id],
    [{ ...other, account: of.account }, id],
    [of, 'nothing'],
  ] as const)
    t.same(await viewOwnCopy(whose, copy, 1, act, context), { ok: false, error: 'not-there' })
  // One page in the place of another does not open.
  database.prepare('UPDATE passport_pictures SET page = 2').run()
  await t.rejects(viewOwnCopy(of, id, 2, act, context), /cannot be opened: altered/)
})
