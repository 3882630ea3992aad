/** What every store must do with letters to people. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { NewSignIn } from '../../../server/store/account-store.ts'
import type { LetterClaim } from '../../../server/store/letter-store.ts'
import { type LetterKind, queueLetter } from '../../../server/store/queue-letter.ts'
import type { Store } from '../../../server/store/store.ts'
import { ACT } from './made-visas.ts'
import { runsOf } from './runs-of.ts'

const LEASE = 1200
const ERROR = { code: 'smtp/451', text: 'come back later' }
const later = (seconds: number) => ({ ...ACT, at: NOW + seconds })
let asked = 0

/** A sign-in that nobody asked for before; letters are queued by the acts that they tell of. */
export function newSignIn(change: Partial<NewSignIn> = {}): NewSignIn {
  asked += 1
  const hashes = { browserHash: `browser ${asked}`, codeHash: `code ${asked}`, linkHash: `link ${asked}` }
  const id = `sign-in-${String(asked).padStart(6, '0')}`
  return { id, kind: 'applicant', email: `a${asked}@example.org`, language: 'kk', account: null, ...hashes, ...change }
}

export async function queueOne(store: Store, at = NOW): Promise<string> {
  const signIn = newSignIn()
  await store.askSignIn(signIn, { kind: 'sign-in', content: { code: '123456', link: '', minutes: 10 } }, { ...ACT, at })
  return signIn.email
}

async function claimed(store: Store, at = NOW): Promise<LetterClaim> {
  const claim = await store.claimLetter(at, at + LEASE)
  if (claim === null) throw new Error('nothing is due')
  return claim
}

const find = async (store: Store, { id }: LetterClaim) =>
  (await store.letters(null, 99, '')).find((one) => one.id === id)

/** Runs the contract on a store that `open` gives empty. */
export function letterContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} gives a letter with what it says to one worker, and lists it without`, async (t) => {
    const store = await open(t)
    const addresses = [await queueOne(store), await queueOne(store), await queueOne(store)]
    t.equal(await store.claimLetter(NOW - 1, NOW), null, 'not before it is due')
    const claims = await Promise.all(Array.from({ length: 9 }, () => store.claimLetter(NOW, NOW + LEASE)))
    const taken = claims.filter((claim) => claim !== null)
    t.same(taken.map(({ address }) => address).toSorted(), addresses.toSorted())
    t.match(taken[0], { kind: 'sign-in', language: 'kk', about: '', content: { code: '123456' }, state: 'sending' })
    const listed = await store.letters('sending', 2, '')
    t.equal(listed.length, 2)
    t.notMatch(JSON.stringify(listed), /123456|content/)
    t.equal((await store.letters(null, 9, listed[1]?.id ?? '')).length, 1)
    t.equal(await store.nextLetterAt(), NOW + LEASE)
    t.match(await claimed(store, NOW + LEASE), { attempts: 2 }, 'the worker did not come back')
  })

  t.test(`${name} lets nobody send who lost the claim, and hands a letter over once`, async (t) => {
    const store = await open(t)
    await queueOne(store)
    const slow = await claimed(store)
    const quick = await claimed(store, NOW + LEASE)
    t.equal(await store.handOverLetter(slow, NOW + 9 * LEASE, later(LEASE)), false)
    t.equal(await store.handOverLetter(quick, NOW + 2 * LEASE, later(LEASE)), true)
    t.equal(await store.handOverLetter(quick, NOW + 3 * LEASE, later(LEASE)), false)
    t.equal(await store.letterPostponed(slow, NOW, ERROR), false)
    t.equal(await store.claimLetter(NOW + 99 * LEASE, NOW + 100 * LEASE), null, 'it may have arrived')
    t.equal(await store.letterSent(quick, false, later(LEASE + 5)), true)
    t.match(await find(store, quick), { state: 'sent', unconfirmed: false, sentAt: NOW + LEASE + 5, nextAt: null })
    t.equal(await store.letterBounced(quick, ERROR, ACT), false, 'it was sent')
    t.equal(await store.nextLetterAt(), null)
  })

  t.test(`${name} settles what a dead worker handed over as sent, unconfirmed, until a late answer`, async (t) => {
    const store = await open(t)
    for (let count = 0; count < 3; count++) await queueOne(store)
    const [one, two, three] = [await claimed(store), await claimed(store), await claimed(store)]
    for (const claim of [one, two]) await store.handOverLetter(claim, NOW + LEASE, ACT)
    t.equal(await store.settleLostLetters(later(LEASE - 1)), 0)
    t.equal(await store.settleLostLetters(later(LEASE)), 2)
    t.match(await find(store, one), { state: 'sent', unconfirmed: true, nextAt: null })
    t.equal(await store.letterSent(one, false, later(LEASE + 1)), true)
    t.equal(await store.letterBounced(two, ERROR, later(LEASE + 1)), true)
    t.match(await find(store, one), { state: 'sent', unconfirmed: false })
    t.match(await find(store, two), { state: 'bounced', unconfirmed: false, error: ERROR })
    t.equal((await claimed(store, NOW + LEASE)).id, three.id, 'that was not handed over')
  })

  t.test(`${name} puts a letter off with what it says, and notes the end of each without the address`, async (t) => {
    const store = await open(t)
    await queueOne(store)
    const first = await claimed(store)
    await store.handOverLetter(first, NOW + LEASE, ACT)
    t.equal(await store.letterPostponed(first, NOW + 60, ERROR), true)
    t.match(await find(store, first), { state: 'waiting', nextAt: NOW + 60, error: ERROR })
    const second = await store.claimLetter(NOW + 60, NOW + LEASE)
    t.match(second, { attempts: 2, content: { code: '123456' } })
    t.equal(await store.handOverLetter(second ?? first, NOW + LEASE, later(60)), true, 'the server had refused it')
    t.equal(await store.letterBounced(second ?? first, ERROR, later(61)), true)
    const trail = (await store.auditAfter(0, 99)).filter(({ act }) => act.startsWith('letter-'))
    t.strictSame(
      trail.map(({ act, subject, detail }) => [act, subject, detail]),
      [['letter-bounced', first.id, { letter: first.id, kind: 'sign-in', attempt: 2, error: 'smtp/451' }]],
    )
    t.notMatch(JSON.stringify(trail), /@|123456/)
  })

  t.test(`${name} makes due what a clock that was ahead put off, and nothing else`, async (t) => {
    const store = await open(t)
    const ahead = NOW + 3 * 365 * 86_400
    await queueOne(store, ahead)
    const held = await claimed(store, ahead)
    await queueOne(store, ahead)
    await queueOne(store)
    const justHeld = await claimed(store)
    await queueOne(store)
    const justTried = await claimed(store)
    await store.letterPostponed(justTried, NOW + 3000, ERROR)
    await store.bringLettersForward(NOW + 5, { retrySeconds: 3600, leaseSeconds: LEASE })
    const times = (await store.letters(null, 9, '')).map(({ nextAt }) => nextAt)
    t.same(times.toSorted(), [NOW + 5, NOW + 5, NOW + LEASE, NOW + 3000].toSorted())
    t.match(await find(store, held), { nextAt: NOW + 5 })
    t.match(await find(store, justHeld), { nextAt: NOW + LEASE })
  })

  t.test(`${name} tells whether the last letter to an address was taken, and of no code`, async (t) => {
    const store = await open(t)
    const runs = await runsOf(store)
    const address = 'anna@example.org'
    const writes = async (end: 'sent' | 'bounced' | 'waiting', kind: LetterKind = 'lapsed', at = NOW) => {
      await runs.act(() => queueLetter({ kind, address, language: 'fr', about: '', content: {} }, at))
      const claim = await claimed(store, at)
      if (end === 'sent') await store.letterSent(claim, false, ACT)
      if (end === 'bounced') await store.letterBounced(claim, ERROR, ACT)
    }
    t.equal(await store.undeliveredTo(address), null)
    await writes('bounced', 'lapsed', NOW - 60)
    t.strictSame(await store.undeliveredTo(address), { kind: 'lapsed', at: NOW - 60 })
    t.equal(await store.undeliveredTo('other@example.org'), null)
    for (const code of ['sign-in', 'change-address', 'leave-address'] as const) await writes('sent', code)
    await writes('waiting', 'paid')
    t.match(await store.undeliveredTo(address), { kind: 'lapsed' }, 'neither a code nor what waits makes up for it')
    await writes('sent', 'withdrawn')
    t.equal(await store.undeliveredTo(address), null)
    await writes('bounced', 'sign-in')
    t.equal(await store.undeliveredTo(address), null)
    await writes('bounced', 'refund')
    t.match(await store.undeliveredTo(address), { kind: 'refund' })
    await store.forgetLetterAddresses(NOW + 1)
    t.equal(await store.undeliveredTo(address), null)
    t.equal(await store.undeliveredTo(''), null, 'nobody has the address that was forgotten')
  })

  t.test(`${name} forgets the addresses of letters that are over, and of none that waits`, async (t) => {
    const store = await open(t)
    await queueOne(store)
    const over = await claimed(store)
    await store.letterSent(over, true, ACT)
    const waiting = await queueOne(store)
    await store.forgetLetterAddresses(NOW)
    t.match(await find(store, over), { address: /@/ })
    await store.forgetLetterAddresses(NOW + 1)
    t.same((await store.letters(null, 9, '')).map(({ address }) => address).toSorted(), ['', waiting])
  })
}
