import t from 'tap'
import { rows } from '../../server/store/steps.ts'
import { multipartOf, openForm, traveller, travellerScene } from '../portal/passport/made-traveller.ts'
import { onTable, photographWith } from '../server/passport-copies/made-passport.ts'

const photograph = async () => (await onTable()).jpeg().toBuffer()

t.test('a file before the token, without one, or with a stranger’s is not read', async (t) => {
  const { scene, token, sendForm, browser, page, reference } = await travellerScene(t)
  const jpeg = await photograph()
  const file = { name: 'file', value: jpeg, filename: 'passport.jpg' }
  const own = { name: '_form', value: await token() }
  t.equal((await sendForm(multipartOf([file, own]))).status, 403)
  t.equal((await sendForm(multipartOf([file]))).status, 403)
  const other = await traveller(scene)
  t.equal((await sendForm(multipartOf([{ name: '_form', value: await other.token() }, file]))).status, 403)
  t.equal((await sendForm(multipartOf([own, file]), { origin: 'https://elsewhere.example' })).status, 403)
  t.notOk((await browser.get(page('passport-copy'))).document.querySelector('img.site-picture'))
  t.same(await copiesBegun(scene, reference), 0, 'nothing was begun')
})

t.test('a form of a thousand fields, and what only says that it is one', async (t) => {
  const { token, sendForm } = await travellerScene(t)
  const own = { name: '_form', value: await token() }
  const fields = Array.from({ length: 1000 }, (_, at) => ({ name: `field-${at}`, value: 'x' }))
  t.equal((await sendForm(multipartOf([own, ...fields]))).status, 413)
  const long = await sendForm(multipartOf([{ name: '_form', value: 'x'.repeat(500_000) }]))
  t.equal(long.status, 403)
  const nonsense = { type: 'multipart/form-data; boundary=x', body: Buffer.from('no form at all') }
  t.ok([400, 403, 422].includes((await sendForm(nonsense)).status))
  t.equal((await sendForm({ type: 'multipart/form-data', body: Buffer.from('x') })).status, 400)
  t.equal((await sendForm({ type: 'text/plain', body: Buffer.from('x') })).status, 415)
  t.equal((await sendForm({ type: 'application/pdf', body: Buffer.from('x') })).status, 415)
  const prototype = await sendForm(multipartOf([{ name: '__proto__', value: 'x' }, own]))
  t.equal(prototype.status, 400)
})

t.test('a file of 60 MB is refused before it has come', async (t) => {
  const made = await travellerScene(t)
  const { scene, token } = made
  const form = multipartOf([
    { name: '_form', value: await token() },
    { name: 'file', value: Buffer.alloc(60_000_000, 1), filename: 'film.jpg' },
  ])
  const { socket, answer } = await openForm(scene, made, form)
  socket.write(form.body.subarray(0, 300_000))
  const text = await answer
  t.match(text, /^HTTP\/1\.1 413 /)
  t.match(text, 'at most 10 MB')
  socket.destroy()
})

t.test('what is sent slowly arrives, though it takes longer than any form may', async (t) => {
  const made = await travellerScene(t, { pace: { windowMs: 400, leastBytesASecond: 1000 } })
  const { scene, token, browser, page } = made
  scene.pages.server.requestTimeout = 500
  const form = multipartOf([
    { name: '_form', value: await token() },
    { name: 'file', value: await photograph(), filename: 'passport.jpg' },
  ])
  const { socket, answer } = await openForm(scene, made, form)
  const pieces = 30
  const size = Math.ceil(form.body.length / pieces)
  for (let at = 0; at < form.body.length; at += size) {
    socket.write(form.body.subarray(at, at + size))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  t.match(await answer, /^HTTP\/1\.1 303 /)
  socket.destroy()
  t.match((await browser.get(page('passport-copy'))).text('h1'), /Can every letter|arrived/)
})

t.test('what stops coming is ended, what is cut off is told, and either can be sent again', async (t) => {
  const made = await travellerScene(t, { pace: { windowMs: 200, leastBytesASecond: 1000 } })
  const { scene, token, browser, page, sendFile } = made
  const file = await (await photographWith('grainy')).jpeg({ quality: 98 }).toBuffer()
  const form = multipartOf([
    { name: '_form', value: await token() },
    { name: 'file', value: file, filename: 'passport.jpg' },
  ])
  const stopped = await openForm(scene, made, form)
  stopped.socket.write(form.body.subarray(0, 600_000))
  t.equal(await stopped.answer, '', 'the connection is ended')
  const cut = await openForm(scene, made, form)
  cut.socket.write(form.body.subarray(0, 600_000))
  await new Promise((resolve) => setTimeout(resolve, 150))
  cut.socket.destroy()
  const page1 = await browser.get(page('passport-copy'))
  t.match(page1.text('.govuk-inset-text'), /did not arrive as a whole: [1-9]/)
  t.match((await sendFile(file)).text('h1'), 'Can every letter be read')
})

async function copiesBegun(
  { runs }: { readonly runs: Awaited<ReturnType<typeof travellerScene>>['scene']['runs'] },
  reference: string,
) {
  const found = await runs.read(() =>
    rows<{ count: number }>('SELECT count(*) AS count FROM passport_copies WHERE application = ?', reference),
  )
  return Number(found[0]?.count)
}
