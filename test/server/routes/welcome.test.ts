import sharp from 'sharp'
import t from 'tap'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { loadPicture } from '../../../scanner-client/station/load-picture.ts'
import { stationReader } from '../../../scanner-client/station/read-codes.ts'
import { build } from '../build-app.ts'
import { demonstrate } from '../next-trust-list.ts'

t.test('says where to go, and shows no visa but on a demonstration server', async (t) => {
  const { nobody, issue } = await build(t)
  const visa = await issue()
  const { status, headers, text } = await nobody('GET', '/')
  t.equal(status, 200)
  t.equal(headers['content-type'], 'text/html; charset=utf-8')
  for (const link of ['/scan/', '/Q', '/docs', '/v1/artefacts/trust', '/health/ready'])
    t.ok(text.includes(`href="${link}"`), link)
  t.match(text, /<ul><li><a href="https:\/\/portal\.example\/"><strong>Apply for an e-visa/, 'the portal first')
  t.notMatch(text, /demonstration|SPECIMEN|<svg/)
  t.notOk(text.includes(formatVisaNumber(visa.visa_number)))
})

t.test('shows the demo visas with codes that can be read from the screen', async (t) => {
  const demoVisas: string[] = []
  const built = await build(t, { demoVisas })
  const { nobody, issue } = built
  await demonstrate(built)
  const visa = await issue()
  demoVisas.push(visa.visa_number, '222222222222')
  const { text } = await nobody('GET', '/')
  t.match(text, /SPECIMEN · ОБРАЗЕЦ · ҮЛГІ<.*A demonstration: /)
  t.ok(text.includes(formatVisaNumber(visa.visa_number)))
  const svgs = text.match(/<svg.*?<\/svg>/g) ?? []
  t.equal(svgs.length, 1, 'one that is not there is left out')
  const picture = await loadPicture(
    await sharp(Buffer.from(svgs[0] ?? ''), { density: 200 })
      .png()
      .toBuffer(),
  )
  t.same(await (await stationReader()).read(picture), [visa.qr_text])
})

t.test('the demo visas are there to print and for a phone, and no other visa is', async (t) => {
  const demoVisas: string[] = []
  const { nobody, issue, authority } = await build(t, { demoVisas })
  const [visa, other] = [await issue(), await issue()]
  demoVisas.push(visa.visa_number)
  for (const [kind, type] of [
    ['pdf', 'application/pdf'],
    ['png', 'image/png'],
  ] as const) {
    t.match(await nobody('GET', `/demo/${visa.visa_number}.${kind}`), {
      status: 200,
      headers: { 'content-type': type },
    })
    t.equal((await nobody('GET', `/demo/${other.visa_number}.${kind}`)).status, 404)
  }
  t.equal((await nobody('GET', `/demo/${visa.visa_number}.svg`)).status, 404)
  await authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  t.equal((await nobody('GET', `/demo/${visa.visa_number}.pdf`)).status, 404)
  t.match((await nobody('GET', '/')).text, /revoked: it is not printed/)
})
