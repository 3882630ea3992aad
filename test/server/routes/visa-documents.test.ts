import t from 'tap'
import { loadPdf } from '../../../scanner-client/station/load-pdf.ts'
import { loadPicture } from '../../../scanner-client/station/load-picture.ts'
import { stationReader } from '../../../scanner-client/station/read-codes.ts'
import { build } from '../build-app.ts'

t.test('the page and the phone picture hold the code; the same again is the same to the byte', async (t) => {
  const { issue, enrol, authority } = await build(t)
  const visa = await issue()
  const url = `/v1/visas/${visa.visa_number}`
  const booth = await enrol('border')
  const pdf = await booth.call('GET', `${url}/document.pdf`)
  t.match(pdf.headers, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="e-visa-${visa.visa_number}.pdf"`,
  })
  const { read } = await stationReader()
  const pages = []
  for await (const { picture } of loadPdf(pdf.bytes)) pages.push(picture === null ? null : await read(picture))
  t.same(pages, [[visa.qr_text]], 'one page')
  const picture = await booth.call('GET', `${url}/picture.png`)
  t.same(await read(await loadPicture(picture.bytes)), [visa.qr_text])
  t.ok((await authority('GET', `${url}/document.pdf`)).bytes.equals(pdf.bytes))
  t.ok((await authority('GET', `${url}/picture.png`)).bytes.equals(picture.bytes))
})

t.test('of a revoked one there is no page any more; of a suspended one there is', async (t) => {
  const { issue, authority, enrol } = await build(t)
  const { visa_number } = await issue()
  const url = `/v1/visas/${visa_number}`
  const set = (status: string) => authority('PUT', `${url}/status`, { status, reason: 'a test' })
  await set('suspended')
  t.equal((await authority('GET', `${url}/document.pdf`)).status, 200)
  await set('revoked')
  for (const kind of ['document.pdf', 'picture.png'])
    t.match(await authority('GET', `${url}/${kind}`), { status: 409, body: { detail: /not printed/ } }, kind)
  t.equal((await authority('GET', `${url}/qr.png`)).status, 200)
  t.equal((await (await enrol('carrier')).call('GET', `${url}/document.pdf`)).status, 403)
})
