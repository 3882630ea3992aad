import t from 'tap'
import { readMessage } from '../../mailbox/read-message.ts'
import { signInLetter } from './made-mailbox.ts'

const plain = (text: string, subject = 'x') =>
  readMessage(Buffer.from(`Subject: ${subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`))

t.test('a letter of the server is read: its subject, page, text and code', async (t) => {
  const read = await readMessage(await signInLetter('a@b.example', '048213'))
  t.match(read, { code: '048213', subject: /048213 is your code to sign in/, attachments: [] })
  t.match(read.html, /<bdi dir="ltr">048213<\/bdi>/)
  t.match(read.text, /Sign in without typing the code\r?\nhttp:/)
})

t.test('six digits by themselves are a code, and as part of something else they are none', async (t) => {
  for (const text of ['123456', 'the code: 123456.', '(123456)', '123456, now'])
    t.equal((await plain(text)).code, '123456')
  for (const text of ['1234567', 'N123456', '123456-7', 'AB-123456', '123456.50', '0,123456', '2026/123456', '12345'])
    t.equal((await plain(text)).code, null, text)
})

t.test('a text without a page is shown as one, as text, and its links are links', async (t) => {
  const { html } = await plain('<script>x</script> see https://a.example/b?c=1.')
  t.notMatch(html, /<script/)
  t.match(html, /<a href="https:\/\/a\.example\/b\?c=1">/)
})

t.test('what is attached comes with its name and its bytes', async (t) => {
  const parts = ['--b', 'Content-Type: text/plain', '', 'see', '--b', 'Content-Type: application/pdf']
  const file = ['Content-Disposition: attachment; filename="evisa.pdf"', 'Content-Transfer-Encoding: base64', '']
  const lines = ['Content-Type: multipart/mixed; boundary=b', '', ...parts, ...file, 'JVBERi0=', '--b--', '']
  const { attachments } = await readMessage(Buffer.from(lines.join('\r\n')))
  t.match(attachments, [{ name: 'evisa.pdf', type: 'application/pdf' }])
  t.strictSame(Buffer.from(attachments[0]?.bytes ?? []).toString(), '%PDF-')
})

t.test('what is no message is shown all the same', async (t) => {
  t.match(await readMessage(Buffer.from('')), { subject: '(no subject)', text: '', html: '' })
  t.match(await readMessage(Buffer.from([0xff, 0xfe, 0x00])), { code: null, attachments: [] })
  const tooMuchHead = await readMessage(Buffer.from(`Subject: x\r\nA: ${'b'.repeat(3_000_000)}\r\n\r\nthe text`))
  t.match(tooMuchHead, { subject: '(this message cannot be read)', text: /the text/ })
})
