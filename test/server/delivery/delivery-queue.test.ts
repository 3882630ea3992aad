import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { type QueueOptions, startDeliveryQueue } from '../../../server/delivery/delivery-queue.ts'
import type { SmtpSettings } from '../../../server/delivery/mail-settings.ts'
import { GIVE_UP_SECONDS, LEAST_ATTEMPTS } from '../../../server/delivery/retry-times.ts'
import { makeLogger } from '../../../server/log-event.ts'
import type { StoredDelivery } from '../../../server/store/delivery-store.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { newDelivery } from '../store/delivery-contract.ts'
import { ACT, newVisa } from '../store/made-visas.ts'
import { madeMailServer, madePdf, reply } from './made-mail-server.ts'

const PDF = await madePdf()
const LIMITS = { beforeMs: 60_000, afterMs: 60_000, graceMs: 50 }

/** A store with an e-visa, a clock, and queues that are closed with the test. */
async function made(t: Test) {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  const visa = await newVisa()
  await store.recordVisas([visa], ACT)
  const clock = { now: NOW }
  const lines: string[] = []
  const log = makeLogger('info', { write: (line) => void lines.push(line) })
  const closing: (() => Promise<void>)[] = [() => store.close()]
  t.teardown(async () => {
    for (const close of closing.toReversed()) await close()
  })
  const start = (smtp: SmtpSettings, more: Partial<QueueOptions> = {}) => {
    const documents = { pdf: async () => PDF, isSpecimen: async () => false }
    const now = () => clock.now
    const queue = startDeliveryQueue({ store, documents, smtp, now, random: () => 0.5, log, limits: LIMITS, ...more })
    closing.push(queue.close)
    return queue
  }
  const visaNumber = visa.claims.jti
  const queued = (change = {}) => store.queueDelivery(newDelivery({ visaNumber, ...change }), { ...ACT, at: clock.now })
  const until = async (id: string, isSo: (delivery: StoredDelivery) => boolean): Promise<StoredDelivery> => {
    for (;;) {
      const found = await store.findDelivery(id)
      if (found !== null && isSo(found)) return found
      await setTimeout(5)
    }
  }
  const reopened = () => {
    const again = openSqliteStore(file)
    closing.push(() => again.close())
    return again
  }
  return { store, visaNumber, clock, lines, start, queued, until, reopened }
}

const isOver = ({ state }: StoredDelivery) => state === 'sent' || state === 'bounced'
const isTried = (times: number) => (delivery: StoredDelivery) =>
  delivery.state === 'waiting' && delivery.attempts === times

t.test('sends what is queued, the PDF byte for byte, and logs no address', async (t) => {
  const { start, queued, until, lines, clock } = await made(t)
  const { smtp, taken } = await madeMailServer(t)
  const queue = start(smtp)
  const { id } = await queued()
  clock.now += 5
  queue.wake()
  t.match(await until(id, isOver), { state: 'sent', unconfirmed: false, attempts: 1, sentAt: NOW + 5, error: null })
  const mail = await simpleParser(taken[0] ?? '')
  t.ok(mail.attachments[0]?.content.equals(Buffer.from(PDF)))
  t.equal(mail.messageId, `<${id}@mfa.example>`)
  await queue.close()
  t.match(JSON.parse(lines[0] ?? ''), {
    event: 'delivery-attempt',
    delivery: id,
    attempt: 1,
    outcome: 'sent',
    code: '',
  })
  t.notMatch(lines.join(''), /@|traveller/)
})

t.test('comes back to a server that delays, with the same Message-ID, and waits longer each time', async (t) => {
  const { start, queued, until, clock } = await made(t)
  let asked = 0
  const { smtp, came, taken } = await madeMailServer(t, {
    options: {
      onRcptTo: (_address, _session, done) => {
        asked += 1
        done(asked === 1 ? reply(450, 'greylisted') : null)
      },
    },
    atTheEnd: (count) => (count === 1 ? reply(451, 'come back') : 'take'),
  })
  const queue = start(smtp)
  const { id } = await queued()
  queue.wake()
  t.match(await until(id, isTried(1)), { nextAt: NOW + 60, error: { code: 'smtp/450' } })
  clock.now = NOW + 59
  queue.wake()
  await setTimeout(20)
  t.equal(asked, 1, 'not before its time')
  clock.now = NOW + 60
  queue.wake()
  t.match(await until(id, isTried(2)), { nextAt: NOW + 180, error: { code: 'smtp/451' } })
  clock.now = NOW + 180
  queue.wake()
  t.match(await until(id, isOver), { state: 'sent', attempts: 3, error: null })
  const ids = await Promise.all(came.map(async (message) => (await simpleParser(message)).messageId))
  t.same(ids, [`<${id}@mfa.example>`, `<${id}@mfa.example>`])
  t.equal(taken.length, 1)
})

t.test('what was queued by a clock that was years ahead goes at once when the clock is right again', async (t) => {
  const { start, queued, until, clock } = await made(t)
  const { smtp, taken } = await madeMailServer(t)
  clock.now = NOW + 3 * 365 * 86_400
  const { id } = await queued()
  clock.now = NOW
  start(smtp)
  t.match(await until(id, isOver), { state: 'sent', sentAt: NOW })
  const { date } = await simpleParser(taken[0] ?? '')
  t.equal(date?.getTime(), NOW * 1000, 'nor is it dated so')
})

t.test('what was cut after DATA is sent once, unconfirmed, however long it waits', async (t) => {
  const { start, queued, until, clock } = await made(t)
  const { smtp, came } = await madeMailServer(t, { atTheEnd: (count) => (count === 1 ? 'cut' : 'take') })
  const queue = start(smtp)
  const { id } = await queued()
  queue.wake()
  t.match(await until(id, isOver), { state: 'sent', unconfirmed: true, nextAt: null })
  clock.now += 9 * 86_400
  queue.wake()
  const again = await queued({ resendOf: id })
  queue.wake()
  await until(again.id, isOver)
  t.equal(came.length, 2, 'the second was asked for')
  t.equal(new Set(await Promise.all(came.map(async (one) => (await simpleParser(one)).messageId))).size, 2)
})

t.test('a refusal comes back at once, and what never succeeds after three days', async (t) => {
  const { start, queued, until, clock } = await made(t)
  let code = 550
  const onRcptTo = (_address: unknown, _session: unknown, done: (error: Error) => void) => done(reply(code, 'no'))
  const { smtp, came } = await madeMailServer(t, { options: { onRcptTo } })
  const queue = start(smtp)
  const refused = await queued()
  queue.wake()
  t.match(await until(refused.id, isOver), { state: 'bounced', attempts: 1, error: { code: 'smtp/550' } })
  code = 450
  const delayed = await queued()
  queue.wake()
  await until(delayed.id, isTried(1))
  // Each time it is due again, the first time after a week that nobody could be reached.
  for (let attempt = 2; attempt <= LEAST_ATTEMPTS; attempt++) {
    clock.now += 2 * GIVE_UP_SECONDS
    queue.wake()
    await until(delayed.id, attempt < LEAST_ATTEMPTS ? isTried(attempt) : isOver)
  }
  const text = /^given up after 8 attempts; the last: .*no/
  t.match(await until(delayed.id, isOver), { state: 'bounced', error: { code: 'smtp/450', text } })
  t.equal(came.length, 0)
})

t.test('a process that dies after the hand-over leaves it unconfirmed; before it, another sends it', async (t) => {
  const { store, start, queued, until, clock, reopened } = await made(t)
  const { smtp, came } = await madeMailServer(t)
  const [handed, held] = [await queued(), await queued({ address: 'b@example.com' })]
  const claim = await store.claimDelivery(NOW, NOW + 600)
  await store.claimDelivery(NOW, NOW + 600)
  t.equal(claim?.id, handed.id)
  await store.handOverDelivery(handed.id === claim?.id ? claim : held, NOW + 1200, ACT)
  const next = reopened()
  start(smtp, { store: next })
  await setTimeout(20)
  t.equal(came.length, 0, 'within the leases nobody touches them')
  clock.now = NOW + 600
  const queue = start(smtp, { store: next })
  await until(held.id, isOver)
  t.match(await next.findDelivery(handed.id), { state: 'sending' })
  clock.now = NOW + 1200
  queue.wake()
  t.match(await until(handed.id, isOver), { state: 'sent', unconfirmed: true })
  t.equal(came.length, 1)
})

t.test('many workers of two processes send each of many once', async (t) => {
  const { start, queued, until, reopened } = await made(t)
  const { smtp, taken } = await madeMailServer(t)
  const all = await Promise.all(Array.from({ length: 30 }, (_, at) => queued({ address: `a${at}@example.com` })))
  start(smtp)
  start(smtp)
  start(smtp, { store: reopened() })
  for (const { id } of all) await until(id, isOver)
  const ids = await Promise.all(taken.map(async (message) => (await simpleParser(message)).messageId))
  t.same(ids.toSorted(), all.map(({ id }) => `<${id}@mfa.example>`).toSorted())
})

t.test('a stop in the middle leaves nothing in doubt, and the next start goes on', async (t) => {
  const { store, start, queued } = await made(t)
  const stuck = Promise.withResolvers<void>()
  const waits = await madeMailServer(t, { options: { onRcptTo: () => stuck.resolve() } })
  const { id } = await queued()
  const queue = start(waits.smtp)
  await stuck.promise
  await queue.close()
  t.match(await store.findDelivery(id), { state: 'waiting', nextAt: NOW, error: { code: 'mail/estopped' } })
  queue.wake()
  const ended = Promise.withResolvers<void>()
  const hangs = await madeMailServer(t, {
    atTheEnd: () => {
      ended.resolve()
      return 'hang'
    },
  })
  const later = start(hangs.smtp)
  await ended.promise
  await later.close()
  t.match(await store.findDelivery(id), { state: 'sent', unconfirmed: true, attempts: 2 })
})

t.test('sends no e-visa that was revoked meanwhile, and waits for a PDF that cannot be made', async (t) => {
  const { store, visaNumber, start, queued, until } = await made(t)
  const { smtp, came, connections } = await madeMailServer(t)
  const queue = start(smtp, {
    documents: { pdf: () => Promise.reject(new Error('no font')), isSpecimen: async () => false },
  })
  const { id } = await queued()
  queue.wake()
  t.match(await until(id, isTried(1)), { error: { code: 'document/failed' }, nextAt: NOW + 60 })
  await store.setVisaStatus(visaNumber, 'revoked', 'by mistake', ACT)
  const revoked = await queued({ address: 'b@example.com' })
  queue.wake()
  t.match(await until(revoked.id, isOver), { state: 'bounced', error: { code: 'visa/revoked' } })
  t.equal(came.length + connections(), 0)
})

t.test('sends nothing of an e-visa that is revoked or suspended while the mail server is slow', async (t) => {
  for (const status of ['revoked', 'suspended'] as const) {
    const { store, visaNumber, start, queued, until, clock } = await made(t)
    const onRcptTo = async (_address: unknown, _session: unknown, done: () => void) => {
      await store.setVisaStatus(visaNumber, status, 'meanwhile', ACT)
      done()
    }
    const { smtp, came } = await madeMailServer(t, { options: { onRcptTo } })
    const queue = start(smtp)
    const { id } = await queued()
    queue.wake()
    await until(id, ({ attempts }) => attempts === 1)
    // Held until its claim runs out; then somebody looks again.
    while ((await store.findVisa(visaNumber))?.status === 'valid') await setTimeout(5)
    await setTimeout(50)
    clock.now += 601
    queue.wake()
    t.match(await until(id, isOver), { state: 'bounced', error: { code: `visa/${status}` } })
    t.equal(came.length, 0)
  }
})

t.test('a store that fails is asked again, and says so in the log', async (t) => {
  const { store, start, queued, until, lines } = await made(t)
  const { smtp } = await madeMailServer(t)
  let faults = 2
  const claimDelivery: typeof store.claimDelivery = async (...given) => {
    faults -= 1
    if (faults >= 0) throw new TypeError('away')
    return store.claimDelivery(...given)
  }
  const { id } = await queued()
  start(smtp, { store: { ...store, claimDelivery }, pollMs: 5 })
  t.match(await until(id, isOver), { state: 'sent' })
  t.match(JSON.parse(lines[0] ?? ''), { event: 'deliveries-not-read', error: 'TypeError' })
})
