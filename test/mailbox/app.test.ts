import t from 'tap'
import { request } from 'undici'
import { madeMailbox, NOW, sendTo, shown, signInLetter } from './made-mailbox.ts'

async function withLetter(t: import('tap').Test) {
  const box = await madeMailbox(t)
  await sendTo(box.smtpPort, 'a@b.example', await signInLetter('a@b.example', '048213'))
  return box
}

t.test('a letter that came is in the list of its address and no other, with its code above it', async (t) => {
  const { url } = await withLetter(t)
  t.match((await shown(`${url}/`)).text, /048213 is your code/)
  t.match((await shown(`${url}/?to=A@B.example`)).text, /048213 is your code/)
  t.match((await shown(`${url}/?to=c@b.example`)).text, /Nothing came to this address yet/)
  t.match((await shown(`${url}/messages/1`)).text, /<p class="code">048213<\/p>/)
  t.match((await shown(`${url}/messages/1/page`)).text, /Sign in without typing the code/)
})

t.test('tests read it as JSON', async (t) => {
  const { url } = await withLetter(t)
  const told = JSON.parse((await shown(`${url}/messages?to=a@b.example`)).text)
  t.match(told, { test: true, messages: [{ id: 1, to: ['a@b.example'], received_at: NOW, code: '048213' }] })
  t.match(told.messages[0].text, /http:\/\/127\.0\.0\.1:8081\/sign-in\/by-link/)
  t.same(JSON.parse((await shown(`${url}/messages?to=c@b.example`)).text).messages, [])
})

t.test('the list looks for new mail by itself, but not where somebody types or reads older mail', async (t) => {
  const { url } = await withLetter(t)
  t.equal((await shown(`${url}/?to=a@b.example`)).headers.refresh, '4')
  for (const path of ['/?still=yes', '/?before=9', '/messages/1'])
    t.equal((await shown(url + path)).headers.refresh, undefined, path)
})

t.test('older mail is found by pages', async (t) => {
  const { url, store } = await madeMailbox(t)
  const mail = { receivedAt: NOW, from: '', to: ['a@b.example'], raw: Buffer.from('') }
  for (let at = 1; at <= 51; at++) store.keep({ ...mail, subject: `number ${at}.` })
  const first = await shown(`${url}/`)
  t.match(first.text, /number 51\./)
  t.notMatch(first.text, /number 1\./)
  t.match(first.text, 'href="/?before=2"')
  const older = (await shown(`${url}/?before=2`)).text
  t.match(older, /number 1\./)
  t.notMatch(older, /Older ones/)
})

t.test('what is attached is saved and never shown, by whatever name it came', async (t) => {
  const { url, store } = await madeMailbox(t)
  const part = (name: string, type: string, content: string) =>
    `--b\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name)}\r\n\r\n${content}\r\n`
  const parts = `${part('e-visa "қаз".pdf', 'application/pdf', '%PDF-')}${part('x.html', 'text/html', '<script>')}--b--\r\n`
  const raw = Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}`)
  store.keep({ receivedAt: NOW, from: '', to: [], subject: '', raw })
  const pdf = await shown(`${url}/messages/1/attachments/0`)
  t.match(pdf, { status: 200, text: '%PDF-', headers: { 'content-type': 'application/pdf' } })
  t.equal(pdf.headers['content-disposition'], `attachment; filename*=UTF-8''e-visa%20%22%D2%9B%D0%B0%D0%B7%22.pdf`)
  t.match((await shown(`${url}/messages/1/attachments/1`)).headers, { 'content-type': 'application/octet-stream' })
})

t.test('what is not there is said by a page', async (t) => {
  const { url } = await withLetter(t)
  for (const path of ['2', 'x', '1/attachments/0', '1/attachments/x', '2/page', `${'9'.repeat(30)}`])
    t.match(await shown(`${url}/messages/${path}`), { status: 404, text: /TEST: / }, path)
  t.match(await shown(`${url}/nothing`), { status: 404, text: /There is no such page/ })
  t.match(await shown(`${url}/?before=x`), { status: 400, text: /before is the number of a message/ })
})

t.test('no answer may be kept, framed elsewhere, guessed at or run', async (t) => {
  const { url } = await withLetter(t)
  for (const path of ['/', '/messages', '/messages/1', '/messages/1/page', '/nothing']) {
    const { headers } = await shown(url + path)
    t.match(headers, {
      ...{ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' },
      'content-security-policy': /^default-src 'none';.* frame-ancestors '(none|self)'/,
    })
    t.notMatch(headers['content-security-policy'], /script-src|connect-src/, path)
  }
  const { headers } = await shown(`${url}/messages/1/page`)
  t.match(headers['content-security-policy'], /sandbox allow-top-navigation-by-user-activation$/)
})

t.test('a page of the world whose name leads to this machine reads nothing', async (t) => {
  const { url } = await withLetter(t)
  const { port } = new URL(url)
  for (const host of [`evil.example:${port}`, 'evil.example', `127.0.0.1.evil.example:${port}`, ''])
    for (const path of ['/', '/messages', '/messages/1', '/messages/1/page', '/nothing']) {
      const { statusCode, body } = await request(url + path, { headers: { host } })
      t.notMatch(await body.text(), /048213|a@b\.example/, `${host} ${path}`)
      t.ok([400, 421].includes(statusCode), `${host} ${path} ${statusCode}`)
    }
  const { statusCode } = await request(`${url}/messages`, { headers: { host: `localhost:${port}` } })
  t.equal(statusCode, 200)
})
