import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { viewCaseCopy } from '../../../server/cases/view-case-copy.ts'
import { pdfOfPages } from '../passport-copies/made-pdf.ts'
import { queueOf, uploads } from '../passport-copies/made-uploads.ts'

t.test('the picture is for the officer who has the case, and a look renews that', async (t) => {
  const scene = await uploads(t)
  const { of, send, store, database } = scene
  const context = { ...scene.context, store }
  await queueOf(t, scene).queue.make(await send(pdfOfPages(1)))
  const reference = of.application
  database.prepare("UPDATE applications SET state = 'review', claimed_by = 'asel', claimed_until = ?").run(NOW + 60)
  const look = (officer: string, at: number, page = 1) =>
    viewCaseCopy(reference, page, { officer, actor: `operator/${officer}`, at }, context)
  t.match(await look('asel', NOW), { value: { width: 1413, jpeg: Uint8Array } })
  t.match(await look('bolat', NOW), { error: 'not-claimed' })
  t.match(await look('asel', NOW + 1799, 2), { error: 'not-there' })
  t.match(await look('asel', NOW + 1799 + 1800), { error: 'not-claimed' })
  database.exec(`INSERT INTO decisions (id, application, revision, officer, place, decision, reason, terms_revision, at)
    VALUES ('d', '${reference}', 1, 'asel', 'first', 'no-objection', '', 1, ${NOW});
    INSERT INTO second_looks (application, decision, drawn_at) VALUES ('${reference}', 'd', ${NOW})`)
  t.match(await look('bolat', NOW + 9000), { value: { jpeg: Uint8Array } }, 'who looks at it again')
  t.match(await look('asel', NOW + 9000), { error: 'not-claimed' }, 'and not who decided it')
})
