import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import t, { type Test } from 'tap'
import type { SmtpSettings } from '../../../server/delivery/mail-settings.ts'
import { type SendOptions, sendMail } from '../../../server/delivery/send-mail.ts'
import { CERTIFICATE, type MailServerOptions, madeMailServer, reply } from './made-mail-server.ts'

const TO = 'traveller@example.com'
const BYTES = Buffer.from('Subject: x\r\n\r\nBody\r\n.\r\n..two\r\n')
const LARGE = Buffer.from(`Subject: x\r\n\r\n${`${'y'.repeat(70)}\r\n`.repeat(60_000)}`)
const PATIENT = { beforeMs: 60_000, afterMs: 60_000, graceMs: 60_000 }

/** Sends once; what came of it, and how often it was handed over. */
async function sent(smtp: SmtpSettings, more: Partial<SendOptions> = {}, bytes: Uint8Array = BYTES) {
  let handedOver = 0
  const handOver = async () => {
    handedOver += 1
    return true
  }
  const options = { smtp, handOver, signal: new AbortController().signal, limits: PATIENT, ...more }
  return { outcome: await sendMail({ to: TO, bytes }, options), handedOver }
}

async function sentTo(t: Test, options: MailServerOptions, more: Partial<SendOptions> = {}) {
  const server = await madeMailServer(t, options)
  return { ...(await sent(server.smtp, more)), server }
}

t.test('hands a message over as it is, dots included', async (t) => {
  const { outcome, handedOver, server } = await sentTo(t, {})
  t.same(outcome, { kind: 'sent' })
  t.equal(handedOver, 1)
  t.equal(server.taken[0]?.toString(), BYTES.toString())
})

t.test('tells a refusal from a delay, before DATA and after it', async (t) => {
  const at = (hook: 'onMailFrom' | 'onRcptTo', code: number) => ({
    options: {
      [hook]: (_address: unknown, _session: unknown, done: (error: Error) => void) => done(reply(code, 'no')),
    },
  })
  for (const [options, kind, code, times] of [
    [at('onRcptTo', 550), 'bounced', 'smtp/550', 0],
    [at('onRcptTo', 451), 'postponed', 'smtp/451', 0],
    [at('onMailFrom', 550), 'bounced', 'smtp/550', 0],
    [{ atTheEnd: () => reply(451, 'greylisted') }, 'postponed', 'smtp/451', 1],
    [{ atTheEnd: () => reply(554, 'no') }, 'bounced', 'smtp/554', 1],
    [{ atTheEnd: () => reply(421, 'going away') }, 'postponed', 'smtp/421', 1],
  ] as const) {
    const { outcome, handedOver } = await sentTo(t, options)
    t.match(outcome, { kind, error: { code } })
    t.equal(handedOver, times, 'before DATA nothing is handed over')
  }
})

t.test('a server that is not there, or refuses who comes, may be there later', async (t) => {
  const server = await madeMailServer(t, { options: { onConnect: (_, done) => done(reply(554, 'go away')) } })
  t.match(await sent(server.smtp), { outcome: { kind: 'postponed', error: { code: 'smtp/554' } }, handedOver: 0 })
  const gone = createServer().listen(0, '127.0.0.1')
  await once(gone, 'listening')
  const { port } = gone.address() as AddressInfo
  gone.close()
  await once(gone, 'close')
  const outcome = { kind: 'postponed', error: { code: 'mail/econnrefused' } }
  t.match(await sent({ ...server.smtp, port }), { outcome, handedOver: 0 })
})

t.test('a server that greets nobody is left, with nothing handed over', async (t) => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.teardown(() => silent.close())
  const { smtp } = await madeMailServer(t)
  const { port } = silent.address() as AddressInfo
  const limits = { ...PATIENT, beforeMs: 100 }
  const result = await sent({ ...smtp, port }, { limits })
  t.match(result, { outcome: { kind: 'postponed', error: { code: 'mail/etimedout' } }, handedOver: 0 })
})

t.test('after the last byte a cut or a silence leaves it unconfirmed', async (t) => {
  const cut = await sentTo(t, { atTheEnd: () => 'cut' })
  t.match(cut, { outcome: { kind: 'unconfirmed' }, handedOver: 1 })
  t.equal(cut.server.came.length, 1)
  const limits = { ...PATIENT, afterMs: 100 }
  const hang = await sentTo(t, { atTheEnd: () => 'hang' }, { limits })
  t.match(hang, { outcome: { kind: 'unconfirmed', error: { code: 'mail/etimedout' } }, handedOver: 1 })
})

t.test('a cut in the middle of a message is certain: no server takes half of one', async (t) => {
  const server = await madeMailServer(t, { cutAfterBytes: 1000 })
  t.match(await sent(server.smtp, {}, LARGE), { outcome: { kind: 'postponed' }, handedOver: 1 })
  t.equal(server.came.length, 0)
})

/** A server that answers each command by what stands here, whatever it is; and how many bytes of messages it read. */
async function saying(t: Test, replies: Readonly<Record<string, string>>) {
  let read = 0
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('220 here\r\n')
    socket.on('data', (chunk) => {
      const [command = ''] = chunk.toString('latin1').trim().split(/[ \r]/)
      const said = replies[command] ?? { EHLO: '250 here', MAIL: '250 ok', RCPT: '250 ok', QUIT: '221 bye' }[command]
      if (said === undefined) read += chunk.length
      else socket.write(`${said}\r\n`)
      // It reads nothing of the message.
      if (command === 'DATA' && said?.includes('\n')) socket.pause()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { smtp } = await madeMailServer(t)
  return { smtp: { ...smtp, port: (server.address() as AddressInfo).port }, bytesRead: () => read }
}

t.test('a server that answers for a message before it has it has not taken it', async (t) => {
  for (const bytes of [BYTES, LARGE]) {
    const { smtp, bytesRead } = await saying(t, { DATA: '354 go on\r\n250 taken' })
    t.match(await sent(smtp, {}, bytes), { outcome: { kind: 'postponed', error: { code: 'mail/eearly' } } })
    t.equal(bytesRead(), 0)
  }
})

t.test('a reply without a code refuses nothing', async (t) => {
  for (const command of ['MAIL', 'RCPT', 'DATA']) {
    const { smtp } = await saying(t, { [command]: 'what?' })
    t.match(await sent(smtp), { outcome: { kind: 'postponed' }, handedOver: 0 }, command)
  }
})

t.test('sends not a byte where the hand-over is refused or fails', async (t) => {
  for (const [handOver, outcome] of [
    [async () => false, { kind: 'lost' }],
    [() => Promise.reject(new Error('disk full')), { kind: 'postponed', error: { code: 'mail/enotkept' } }],
  ] as const) {
    const { outcome: is, server } = await sentTo(t, {}, { handOver })
    t.match(is, outcome)
    t.equal(server.came.length, 0)
  }
})

t.test('a stop ends what was not handed over at once, and what was after its grace', async (t) => {
  const stop = new AbortController()
  const waits = await madeMailServer(t, { options: { onRcptTo: () => stop.abort() } })
  const limits = { ...PATIENT, graceMs: 50 }
  const early = await sent(waits.smtp, { signal: stop.signal, limits })
  t.match(early, { outcome: { kind: 'postponed', error: { code: 'mail/estopped' } }, handedOver: 0 })
  const late = new AbortController()
  const atTheEnd = () => {
    late.abort()
    return 'hang' as const
  }
  const { outcome } = await sentTo(t, { atTheEnd }, { signal: late.signal, limits })
  t.match(outcome, { kind: 'unconfirmed', error: { code: 'mail/estopped' } })
  t.match((await sent(waits.smtp, { signal: late.signal })).outcome, { kind: 'postponed' })
})

t.test('with TLS required: a known certificate, or no mail', async (t) => {
  const server = await madeMailServer(t)
  const strict = { ...server.smtp, requireTls: true }
  t.match(await sent(strict), { outcome: { kind: 'postponed', error: { code: /^mail\// } }, handedOver: 0 })
  t.same((await sent({ ...strict, ca: CERTIFICATE.cert })).outcome, { kind: 'sent' })
  const plain = await madeMailServer(t, { options: { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] } })
  t.match(await sent({ ...plain.smtp, requireTls: true }), { outcome: { kind: 'postponed' }, handedOver: 0 })
  const secure = await madeMailServer(t, { options: { secure: true } })
  t.same((await sent({ ...secure.smtp, secure: true, ca: CERTIFICATE.cert })).outcome, { kind: 'sent' })
  t.equal(server.taken.length + plain.taken.length, 1)
})

t.test('signs in; a wrong password is ours to mend, and bounces nothing', async (t) => {
  const options = {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (
      { username, password }: { username?: string | null | undefined; password?: string | null | undefined },
      _session: unknown,
      done: (error: Error | null, response?: { user: string }) => void,
    ) => (password === 'right' ? done(null, { user: username ?? '' }) : done(new Error('wrong'))),
  }
  const { smtp, taken } = await madeMailServer(t, { options })
  t.match(await sent({ ...smtp, auth: { user: 'visa', pass: 'wrong' } }), {
    outcome: { kind: 'postponed', error: { code: 'smtp/535' } },
  })
  t.match(await sent(smtp), { outcome: { kind: 'postponed', error: { code: 'smtp/530' } } })
  t.same((await sent({ ...smtp, auth: { user: 'visa', pass: 'right' } })).outcome, { kind: 'sent' })
  t.equal(taken.length, 1)
})
