import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { onTable, photographWith } from '../../server/passport-copies/made-passport.ts'
import { pdfOf, pdfOfPages, pdfWithJpeg } from '../../server/passport-copies/made-pdf.ts'
import { pngBomb } from '../../server/passport-copies/made-png.ts'
import { multipartOf, traveller, travellerScene } from './made-traveller.ts'

const photograph = async () => (await onTable()).jpeg().toBuffer()

t.test('a picture is sent without script, looked at, and goes on to the lines', async (t) => {
  const { browser, page, sendFile } = await travellerScene(t)
  const before = await browser.get(page('passport-copy'))
  t.equal(before.status, 200)
  t.match(before.text('h1'), 'A picture of your passport')
  const [camera, file] = before.document.querySelectorAll('input[type=file]')
  t.equal(camera?.getAttribute('capture'), 'environment')
  t.equal(camera?.getAttribute('accept'), 'image/jpeg,image/png,application/pdf')
  t.notOk(file?.hasAttribute('capture'))
  const after = await sendFile(await photograph())
  t.equal(after.status, 200)
  t.match(after.text('h1'), 'Can every letter be read')
  const address = after.document.querySelector('img.site-picture')?.getAttribute('src') ?? ''
  const picture = await browser.get(address)
  t.equal(picture.headers['content-type'], 'image/jpeg')
  t.equal(picture.headers['cache-control'], 'no-store')
  t.equal(picture.bytes.subarray(0, 2).toString('hex'), 'ffd8')
  const [go] = after.document.querySelectorAll('a.govuk-button')
  t.equal(go?.getAttribute('href'), page('passport'))
})

t.test('a large picture goes through in pieces, and a PDF too', async (t) => {
  const { sendFile } = await travellerScene(t)
  const large = await (await photographWith('grainy')).jpeg({ quality: 98 }).toBuffer()
  t.ok(large.length > 1_000_000, `${large.length} bytes`)
  t.match((await sendFile(large)).text('h1'), 'Can every letter be read')
  const jpeg = await photograph()
  t.match((await sendFile(pdfWithJpeg(jpeg, 2400, 1800), 'passport.pdf')).text('h1'), 'Can every letter be read')
})

t.test('what cannot be used is told with what to do, and the one accepted before stays', async (t) => {
  const { sendFile, browser, page } = await travellerScene(t)
  await sendFile(await photograph())
  const jpegOf = async (trouble: 'small' | 'white') => (await photographWith(trouble)).jpeg().toBuffer()
  const refused: readonly (readonly [string, Buffer, RegExp])[] = [
    ['a renamed program', Buffer.from('MZ\x90\0 renamed to passport.jpg', 'latin1'), /no JPEG, PNG or PDF/],
    ['HEIC', Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(100)]), /HEIC/],
    ['many pages', pdfOfPages(40), /too many pages/],
    ['a locked PDF', lockedPdf(), /locked by a password/],
    ['a damaged file', (await photograph()).subarray(0, 9000), /damaged/],
    ['a small picture', await jpegOf('small'), /too small/],
    ['a white picture', await jpegOf('white'), /nothing on the picture/],
    ['many pixels', pngBomb(60_000, 60_000), /more pixels/],
  ]
  for (const [what, file, told] of refused) {
    const after = await sendFile(file)
    t.match(after.text('h1'), 'cannot be used', what)
    t.match(after.text('.site-fault'), told, what)
    t.match(after.html, 'The picture that was accepted before is kept', what)
    t.ok(after.document.querySelector('img.site-picture'), `${what}: the picture before is shown`)
  }
  const page2 = await browser.get(page('passport'))
  t.ok(page2.document.querySelector('img.site-picture'), 'and counts')
  const again = await sendFile(await photograph())
  t.match(again.text('h1'), 'Can every letter be read')
})

t.test('what is only doubtful is told, and taken', async (t) => {
  const { sendFile } = await travellerScene(t)
  const after = await sendFile(await (await photographWith('blurred')).jpeg().toBuffer())
  t.match(after.text('h1'), 'Can every letter be read')
  t.match(after.text('.govuk-inset-text'), 'not sharp')
})

t.test('a form without a file, with an empty one, or with two is told of', async (t) => {
  const { token, sendForm, sendFile, browser, page } = await travellerScene(t)
  const jpeg = await photograph()
  const told = async (parts: Parameters<typeof multipartOf>[0]) => {
    const answer = await sendForm(multipartOf([{ name: '_form', value: await token() }, ...parts]))
    t.equal(answer.status, 422)
    t.match(answer.text('title'), /^Error: /)
    return answer.text('.govuk-error-summary')
  }
  t.match(await told([]), 'Choose a picture first')
  t.match(await told([{ name: 'file', value: '', filename: '' }]), 'Choose a picture first')
  t.match(await told([{ name: 'file', value: '', filename: 'passport.jpg' }]), 'empty')
  const two = ['one.jpg', 'two.jpg'].map((filename) => ({ name: 'file', value: jpeg, filename }))
  t.match(await told(two), 'one file only')
  const fields = { _form: await token() }
  t.match((await browser.post(page('passport-copy'), fields)).text('.govuk-error-summary'), 'Choose a picture first')
  t.match((await sendFile(jpeg)).text('h1'), 'Can every letter be read', 'nothing of it is in the way')
})

t.test('another person’s reference and copy are not there', async (t) => {
  const { scene, sendFile, browser, page } = await travellerScene(t)
  const shown = await sendFile(await photograph())
  const address = shown.document.querySelector('img.site-picture')?.getAttribute('src') ?? ''
  const other = await traveller(scene)
  for (const path of [page('passport-copy'), address, address.replace(/\/pages.*/, '')])
    t.equal((await other.browser.get(path)).status, 404, path)
  const own = address.replace(/[A-Z0-9]{12}/, other.reference)
  t.equal((await other.browser.get(own)).status, 404, 'nor under one’s own reference')
  const form = multipartOf([
    { name: '_form', value: await other.token() },
    { name: 'file', value: await photograph(), filename: 'passport.jpg' },
  ])
  t.equal((await other.browser.post(page('passport-copy'), form.body, { 'content-type': form.type })).status, 404)
  t.equal((await scene.browser().get(page('passport-copy'))).path.startsWith('/en/sign-in?next='), true)
  t.equal((await scene.browser().get(address)).status, 404)
  for (const file of ['0.jpg', '9.jpg', '1.png', '..%2f1.jpg'])
    t.equal((await browser.get(address.replace('1.jpg', file))).status, 404, file)
})

t.test('whoever’s session is over signs in, and stands on the same page', async (t) => {
  const { scene, email, page, sendForm, token, browser } = await travellerScene(t)
  const own = await token()
  const { call } = await scene.signIn('applicant', email)
  await call('DELETE', '/v1/sessions/others')
  const form = multipartOf([
    { name: '_form', value: own },
    { name: 'file', value: await photograph(), filename: 'passport.jpg' },
  ])
  const asked = await sendForm(form)
  t.match(asked.text('h1'), 'Sign in')
  const typed = await browser.send(asked, { email }, '/sign-in')
  const back = await browser.send(typed, { code: await scene.codeFor(email) }, '/code')
  t.equal(back.path, page('passport-copy'))
})

t.test('every page of it is in every language', async (t) => {
  const { browser, page, sendFile } = await travellerScene(t)
  const pages = async (what: string) => {
    for (const language of TRAVELLER_LANGUAGES) {
      const { status, html } = await browser.get(page('passport-copy').replace('/en/', `/${language}/`))
      t.equal(status, 200, `${language}: ${what}`)
      t.notMatch(html, /undefined|\[object|NaN/, `${language}: ${what}`)
    }
  }
  await pages('nothing yet')
  await sendFile(await photograph())
  await pages('accepted')
  await sendFile(pdfOfPages(40))
  await pages('refused')
})

/** One whose words cannot be read without a password. */
function lockedPdf(): Buffer {
  const encrypt = `<</Filter/Standard/V 1/R 2/O<${'28'.repeat(32)}>/U<${'bf'.repeat(32)}>/P -44>>`
  return pdfOf(
    [
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>',
      encrypt,
    ],
    '/Encrypt 4 0 R/ID[<00><00>]',
  )
}
