import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { MAX_MESSAGE_BYTES, openSmtpDoor } from '../../mailbox/smtp-door.ts'
import { madeMailbox, sendTo, signInLetter } from './made-mailbox.ts'

const NEWEST = { to: null, before: null, most: 10 }

/** Speaks to the door word by word; gives each answer. */
async function spoken(port: number, ...lines: readonly string[]) {
  const socket = connect(port, '127.0.0.1')
  const answers: string[] = []
  for (const line of ['', ...lines]) {
    if (line !== '') socket.write(line)
    const [answer] = await once(socket, 'data')
    answers.push(String(answer))
  }
  return { answers, socket }
}

const TO_DATA = ['HELO me\r\n', 'MAIL FROM:<evisa@evisa.example>\r\n', 'RCPT TO:<a@b.example>\r\n', 'DATA\r\n']

t.test('what the server sends is kept as it came, with the address that it was sent to', async (t) => {
  const { smtpPort, store } = await madeMailbox(t)
  const bytes = await signInLetter('a@b.example', '048213')
  t.match(await sendTo(smtpPort, 'a@b.example', bytes), { kind: 'sent' })
  const [one] = store.list(NEWEST)
  t.match(one, { to: ['a@b.example'], from: 'evisa@evisa.example', subject: /048213/ })
  t.strictSame(Buffer.from(store.byId(one?.id ?? 0)?.raw ?? []).toString(), Buffer.from(bytes).toString())
})

t.test('what is answered for is kept already, and says that it is a test', async (t) => {
  const { smtpPort, store } = await madeMailbox(t)
  const { answers, socket } = await spoken(smtpPort, ...TO_DATA, 'Subject: x\r\n\r\ny\r\n.\r\n')
  t.match(answers[0], /^220 .*TEST/)
  t.match(answers.at(-1), /^250 .*TEST/)
  t.match(store.list(NEWEST), [{ subject: 'x' }])
  socket.destroy()
})

t.test('what could not be kept is not answered for, and may be sent again', async (t) => {
  const door = await openSmtpDoor(0, async () => Promise.reject(new Error('the disk is full')))
  t.teardown(() => door.close())
  const { answers, socket } = await spoken(door.port, ...TO_DATA, 'Subject: x\r\n\r\ny\r\n.\r\n')
  t.match(answers.at(-1), /^451 .*could not be kept: try again/)
  socket.destroy()
})

t.test('what is too large is refused before and after it came, and what breaks off is not kept', async (t) => {
  const { smtpPort, store } = await madeMailbox(t)
  const large = Buffer.alloc(MAX_MESSAGE_BYTES + 1000, 'a line of a message that is too large\r\n')
  t.match(await sendTo(smtpPort, 'a@b.example', large), { error: { text: /exceeds|larger|size/i } })
  const said = await spoken(smtpPort, ...TO_DATA, `${large}\r\n.\r\n`)
  t.match(said.answers.at(-1), /^552 /)
  const cut = await spoken(smtpPort, ...TO_DATA)
  cut.socket.end('Subject: half\r\n\r\nof a')
  await once(cut.socket, 'close')
  for (const { socket } of [said, cut]) socket.destroy()
  t.match(await sendTo(smtpPort, 'a@b.example', await signInLetter('a@b.example', '111111')), { kind: 'sent' })
  t.equal(store.list(NEWEST).length, 1)
})

t.test('what is no mail is told so, and a port that is taken is said', async (t) => {
  const { smtpPort } = await madeMailbox(t)
  const { answers, socket } = await spoken(smtpPort, 'GET / HTTP/1.1\r\n')
  t.match(answers.at(-1), /^(421|5\d\d) /)
  socket.destroy()
  await t.rejects(
    openSmtpDoor(smtpPort, async () => 1),
    { code: 'EADDRINUSE' },
  )
})
