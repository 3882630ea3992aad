import { type AddressInfo, connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { formToken } from '../../../pages/browser-cookies.ts'
import { file, listed } from '../../server/invitations/made-lists.ts'
import type { PageAnswer, PageBrowser } from '../page-browser.ts'
import { hosting } from './made-hosting.ts'

/** Sends a form as a browser sends one with a file: the fields of the page, then the file. */
async function sendFile(
  browser: PageBrowser,
  page: PageAnswer,
  content: string | Buffer | null,
  change: Readonly<Record<string, string>> = {},
): Promise<PageAnswer> {
  const { action, fields } = page.form('/many')
  const part = (name: string, value: string) =>
    `--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const named = Object.entries({ ...fields, ...change }).map(([name, value]) => part(name, value))
  const head = `--edge\r\ncontent-disposition: form-data; name="file"; filename="${content === null ? '' : 'list.csv'}"\r\ncontent-type: text/csv\r\n\r\n`
  const body = `${named.join('')}${head}${content ?? ''}\r\n--edge--\r\n`
  return browser.post(action, body, { 'content-type': 'multipart/form-data; boundary=edge' })
}

t.test('of a file every row is answered: taken, there before, named with what is wrong, or skipped', async (t) => {
  const { host, asel } = await hosting(t)
  const page = await host.get('/en/host/invitations/many')
  const list = file(
    listed(),
    listed({ 0: 'Иванов', 4: 'N7654321' }),
    ';;;',
    listed({ 8: '05/04/2027', 4: 'N7654322' }),
    listed({ 5: 'spying', 4: 'N7654323' }),
    `${listed({ 4: 'N7654324' })};"more`,
    listed({ 4: 'N7654325', 10: '' }),
  )
  const told = await sendFile(host, page, list)
  t.equal(told.status, 200, told.text('main'))
  t.match(told.text('.site-card'), '8 rows in all: 1 taken, 0 there before, 5 to be corrected, 2 skipped')
  const named = told.texts('.site-rows > li')
  t.match(named, [
    /Row 3 Surname:.*IVANOV/,
    /Row 5 Valid from: You have “05\/04\/2027”.*two different days/,
    /Row 6 Purpose:.*one of the purposes/,
    /Row 7.*quotation mark/,
    /Row 8 Days:.*needed/,
  ])
  t.equal(named.length, 5)
  t.match(told.text('main'), /Row 1: the heading.*Row 4: empty/)
  const again = await sendFile(host, page, list)
  t.match(again.text('.site-card'), '0 taken, 1 there before, 5 to be corrected')
  t.equal((await asel('GET', '/v1/invitations?state=submitted')).body.invitations.length, 1)
  const shown = await host.get(told.document.querySelector('.site-card a')?.getAttribute('href') ?? '')
  t.match(shown.texts('.site-rows > li'), [/PERERA, NIMAL.*Submitted/])
})

t.test('what is no list is told as what it is, and nothing is taken', async (t) => {
  const { host, browser, signInAt, asel } = await hosting(t)
  const page = await host.get('/en/host/invitations/many')
  const told = async (content: string | null, says: RegExp, change: Record<string, string> = {}) => {
    const answer = await sendFile(host, page, content, change)
    t.equal(answer.status, 422)
    t.match(answer.text('.govuk-error-summary'), says)
    t.ok(answer.form('/many').fields.host, 'the form is there again')
  }
  await told(null, /Choose a file/)
  await told('', /file is empty/)
  await told('PK\u0003\u0004xlsx', /workbook/)
  await told('Surname;Days\nA;1', /no column for Given names|no column for Date of birth/)
  await told('x'.repeat(2 * 1_048_576 + 1), /larger than 2 MB/)
  await told(listed(), /Choose who invites/, { host: 'SOMEBODY' })
  const stale = await sendFile(host, page, listed(), { _form: 'none' })
  t.equal(stale.status, 403)
  const { action } = page.form('/many')
  const half = await host.post(action, 'x', { 'content-type': 'multipart/form-data; boundary=edge' })
  t.match(half.text('.govuk-error-summary'), /did not arrive as a whole/)
  const plain = await host.send(page)
  t.match(plain.text('.govuk-error-summary'), /Choose a file/, 'a browser that sends no files')
  t.strictSame((await asel('GET', '/v1/invitations?state=submitted')).body.invitations, [])
  const other = browser()
  await signInAt(other, 'other@example.org', 'host')
  t.equal((await other.get('/en/host/invitations/many')).status, 409, 'no host of theirs is confirmed')
})

t.test('a token that comes after the file is none: nothing of a stranger’s file is read', async (t) => {
  const { host } = await hosting(t)
  const { action, fields } = (await host.get('/en/host/invitations/many')).form('/many')
  const body =
    `--edge\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${file(listed())}\r\n` +
    Object.entries(fields)
      .map(([name, value]) => `--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('') +
    '--edge--\r\n'
  const answer = await host.post(action, body, { 'content-type': 'multipart/form-data; boundary=edge' })
  t.equal(answer.status, 403)
})

t.test('of somebody with a session that they made up nothing is read', async (t) => {
  const { pages, browser } = await hosting(t)
  const stranger = browser()
  // Whoever makes up both cookies has a token that fits them.
  await stranger.get('/en/host/sign-in')
  stranger.cookies.set('portal', `${'A'.repeat(43)}.`)
  const secret = stranger.cookies.get('portal-browser') ?? ''
  const _form = formToken(secret, { token: 'A'.repeat(43), owner: '' })
  await pages.listen({ host: '127.0.0.1', port: 0 })
  const { port } = pages.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  const answer = new Promise<string>((resolve) => socket.on('data', (piece) => resolve(piece.toString())))
  socket.write(
    [
      'POST /en/host/invitations/many HTTP/1.1',
      `host: 127.0.0.1:${port}`,
      `origin: http://127.0.0.1:${port}`,
      `cookie: ${[...stranger.cookies].map(([name, value]) => `${name}=${value}`).join('; ')}`,
      'content-type: multipart/form-data; boundary=edge',
      'content-length: 2000000',
      '',
      `--edge\r\ncontent-disposition: form-data; name="_form"\r\n\r\n${_form}\r\n`,
      '--edge\r\ncontent-disposition: form-data; name="file"; filename="list.csv"\r\n\r\nbegun',
    ].join('\r\n'),
  )
  const late = setTimeout(5000, 'nothing: it waits for the file')
  t.match(await Promise.race([answer, late]), /^HTTP\/1\.1 303 [\s\S]*location: \/en\/host\/sign-in\?next=/i)
  socket.destroy()
})

t.test('the page, the empty table and the answer are there in every language', async (t) => {
  const { host } = await hosting(t)
  for (const language of TRAVELLER_LANGUAGES) {
    const page = await host.get(`/${language}/host/invitations/many`)
    const told = await sendFile(host, page, file(listed(), listed({ 0: 'Иванов' }), ''))
    const table = await host.get(`/${language}/host/invitations/many/table.csv`)
    t.strictSame([page.status, told.status, table.status], [200, 200, 200])
    for (const one of [page, told]) t.notMatch(one.html, /undefined|\[object|NaN/, language)
    t.match(table.headers, { 'content-type': /text\/csv/, 'content-disposition': /attachment/ })
  }
})
