import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { SmtpSettings } from '../../../server/delivery/mail-settings.ts'
import { type LetterQueueOptions, startLetterQueue } from '../../../server/letters/letter-queue.ts'
import { makeLogger } from '../../../server/log-event.ts'
import { SIGN_IN_SECONDS } from '../../../server/store/account-store.ts'
import type { StoredLetter } from '../../../server/store/letter-store.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { madeMailServer, reply } from '../delivery/made-mail-server.ts'
import { queueOne } from '../store/letter-contract.ts'

const LIMITS = { beforeMs: 60_000, afterMs: 60_000, graceMs: 50 }

/** A store, a clock, and queues that are closed with the test. */
async function made(t: Test) {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  const clock = { now: NOW }
  const lines: string[] = []
  const log = makeLogger('info', { write: (line) => void lines.push(line) })
  const closing: (() => Promise<void>)[] = [() => store.close()]
  t.teardown(async () => {
    for (const close of closing.toReversed()) await close()
  })
  const start = (smtp: SmtpSettings, more: Partial<LetterQueueOptions> = {}) => {
    const now = () => clock.now
    const isSpecimen = async () => false
    const made = { store, isSpecimen, portalUrl: null, smtp, now, random: () => 0.5, log, limits: LIMITS }
    const queue = startLetterQueue({ ...made, ...more })
    closing.push(queue.close)
    return queue
  }
  const until = async (email: string, isSo: (letter: StoredLetter) => boolean): Promise<StoredLetter> => {
    for (;;) {
      const found = (await store.letters(null, 99, '')).find(({ address }) => address === email)
      if (found !== undefined && isSo(found)) return found
      await setTimeout(5)
    }
  }
  const reopened = () => {
    const again = openSqliteStore(file)
    closing.push(() => again.close())
    return again
  }
  return { store, clock, lines, start, until, reopened, queued: () => queueOne(store, clock.now) }
}

const isOver = ({ state }: StoredLetter) => state === 'sent' || state === 'bounced'
const isTried = (times: number) => (letter: StoredLetter) => letter.state === 'waiting' && letter.attempts === times

t.test('sends what is queued, in the language of the person, and logs neither address nor code', async (t) => {
  const { start, queued, until, lines } = await made(t)
  const { smtp, taken } = await madeMailServer(t)
  const queue = start(smtp)
  const email = await queued()
  queue.wake()
  const letter = await until(email, isOver)
  t.match(letter, { state: 'sent', unconfirmed: false, attempts: 1, error: null })
  const mail = await simpleParser(taken[0] ?? '')
  t.match(mail, { subject: /123456 — кіру кодыңыз/, messageId: `<${letter.id}@mfa.example>` })
  await queue.close()
  t.match(JSON.parse(lines[0] ?? ''), { event: 'letter-attempt', kind: 'sign-in', attempt: 1, outcome: 'sent' })
  t.notMatch(lines.join(''), /@|123456/)
})

t.test('comes back to a server that delays, and gives a refusal up', async (t) => {
  const { start, queued, until, clock } = await made(t)
  let code = 450
  const onRcptTo = (_address: unknown, _session: unknown, done: (error: Error) => void) => done(reply(code, 'no'))
  const { smtp } = await madeMailServer(t, { options: { onRcptTo } })
  const queue = start(smtp)
  const email = await queued()
  queue.wake()
  t.match(await until(email, isTried(1)), { nextAt: NOW + 60, error: { code: 'smtp/450' } })
  code = 550
  clock.now = NOW + 60
  queue.wake()
  t.match(await until(email, isOver), { state: 'bounced', attempts: 2, error: { code: 'smtp/550' } })
})

t.test('a code that ran out before it could be sent is not sent', async (t) => {
  const { start, queued, until, clock } = await made(t)
  const { smtp, connections } = await madeMailServer(t)
  const email = await queued()
  clock.now += SIGN_IN_SECONDS
  start(smtp)
  t.match(await until(email, isOver), { state: 'bounced', error: { code: 'letter/ran-out' } })
  t.equal(connections(), 0)
})

t.test('what was cut after DATA is sent once, unconfirmed', async (t) => {
  const { start, queued, until, clock } = await made(t)
  const { smtp, came } = await madeMailServer(t, { atTheEnd: () => 'cut' })
  const queue = start(smtp)
  const email = await queued()
  queue.wake()
  t.match(await until(email, isOver), { state: 'sent', unconfirmed: true, nextAt: null })
  clock.now += 9 * 86_400
  queue.wake()
  await setTimeout(20)
  t.equal(came.length, 1)
})

t.test('many workers of two processes send each of many once', async (t) => {
  const { start, queued, until, reopened } = await made(t)
  const { smtp, taken } = await madeMailServer(t)
  const all: string[] = []
  for (let count = 0; count < 20; count++) all.push(await queued())
  start(smtp)
  start(smtp)
  start(smtp, { store: reopened() })
  for (const email of all) await until(email, isOver)
  t.equal(taken.length, 20)
})

t.test('a stop in the middle leaves a letter to the next start', async (t) => {
  const { store, start, queued, until } = await made(t)
  const stuck = Promise.withResolvers<void>()
  const waits = await madeMailServer(t, { options: { onRcptTo: () => stuck.resolve() } })
  const email = await queued()
  const queue = start(waits.smtp)
  await stuck.promise
  await queue.close()
  t.match((await store.letters('waiting', 9, ''))[0], { nextAt: NOW, error: { code: 'mail/estopped' } })
  const { smtp } = await madeMailServer(t)
  start(smtp)
  t.match(await until(email, isOver), { state: 'sent', attempts: 2 })
})

t.test('a store that fails is asked again, and says so in the log', async (t) => {
  const { store, start, queued, until, lines } = await made(t)
  const { smtp } = await madeMailServer(t)
  let faults = 2
  const claimLetter: typeof store.claimLetter = async (...given) => {
    faults -= 1
    if (faults >= 0) throw new TypeError('away')
    return store.claimLetter(...given)
  }
  const email = await queued()
  start(smtp, { store: { ...store, claimLetter }, pollMs: 5 })
  t.match(await until(email, isOver), { state: 'sent' })
  t.match(JSON.parse(lines[0] ?? ''), { event: 'letters-not-read', error: 'TypeError' })
})
