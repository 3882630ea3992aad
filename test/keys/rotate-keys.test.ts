import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { publishTrustList } from '../../keys/ceremony.ts'
import { keyFile, openKey, readKeyring } from '../../keys/key-store.ts'
import { activateKey, announceKey, compromiseKey, retireKey } from '../../keys/rotate-keys.ts'
import { DAY, HOUR, journalOf, makeStore, NOW, newestKey, WINDOW } from './made-store.ts'

const store = await makeStore(t)
const { dir, passphrase } = store
const old = newestKey(dir, 'visa')
const announcement = { dir, purpose: 'visa', windowSeconds: WINDOW, keptBy: { passphrase } } as const

t.test('a visa key is rotated, step by step, as the runbook says', async (t) => {
  const { kid } = await announceKey({ ...announcement, now: NOW + DAY })
  t.equal((await openKey(dir, keyFile({ purpose: 'visa', kid }), kid, passphrase)).kid, kid, 'its private key is kept')
  t.match(newestKey(dir, 'visa'), { kid, state: 'announced' })

  const activation = { dir, kid, now: NOW + 2 * DAY }
  await t.rejects(activateKey(activation), { code: 'rotation/not-published', message: /publish first/ })
  await publishTrustList({ ...store, now: NOW + 2 * DAY, windowSeconds: WINDOW })
  const early = { code: 'rotation/too-early', message: /possible at 20\d\d-/ }
  await t.rejects(activateKey({ ...activation, now: NOW + 2 * DAY + WINDOW - 1 }), early)
  t.match(await activateKey({ ...activation, now: NOW + 4 * DAY }), { state: 'active', active_from: NOW + 4 * DAY })

  const retired = retireKey({ dir, kid: old.kid, now: NOW + 5 * DAY, reason: 'the yearly change' })
  t.match(retired, { state: 'retired', sign_until: NOW + 5 * DAY, verify_until: old.verify_until })
  t.throws(() => retireKey({ dir, kid, now: NOW + 5 * DAY }), { code: 'rotation/last-active' })
  t.match(journalOf(dir).slice(-4), [
    { at: '2026-11-19T16:06:40+05:00', act: 'announce', kid, purpose: 'visa', reason: null },
    { act: 'publish', version: 2 },
    { act: 'activate', kid, purpose: 'visa', reason: null },
    { act: 'retire', kid: old.kid, purpose: 'visa', reason: 'the yearly change' },
  ])
})

t.test('in an emergency a new key takes over at once', async (t) => {
  const now = NOW + 10 * DAY
  const stolen = newestKey(dir, 'visa')
  t.match(compromiseKey({ dir, kid: stolen.kid, since: now - HOUR, now, reason: 'a stolen laptop' }), {
    state: 'compromised',
    compromised_at: now - HOUR,
  })
  const { kid } = await announceKey({ ...announcement, now })
  t.match(await activateKey({ dir, kid, now, force: true, reason: 'a stolen laptop' }), { active_from: now })
  await publishTrustList({ ...store, now, windowSeconds: WINDOW })
  t.throws(() => retireKey({ dir, kid: stolen.kid, now, force: true }), { code: 'rotation/compromised' })
  t.match(
    readKeyring(dir)
      .filter(({ purpose }) => purpose === 'visa')
      .map(({ state }) => state),
    ['retired', 'compromised', 'active'],
  )
})

t.test('a refused act leaves neither a line in the journal nor a change', async (t) => {
  const before = readKeyring(dir)
  const lines = journalOf(dir).length
  const now = NOW + 11 * DAY
  t.throws(() => retireKey({ dir, kid: 'notAKeyHere', now }), { code: 'rotation/unknown-key', message: /notAKeyHere/ })
  t.throws(() => compromiseKey({ dir, kid: newestKey(dir, 'visa').kid, since: now + 1, now }), {
    code: 'rotation/in-future',
  })
  t.same(readKeyring(dir), before)
  t.equal(journalOf(dir).length, lines)
})

t.test('what cannot be written down is not done', async (t) => {
  const own = await makeStore(t)
  const before = readFileSync(join(own.dir, 'keyring.json'), 'utf8')
  // A folder stands where the journal is.
  rmSync(join(own.dir, 'journal.jsonl'))
  mkdirSync(join(own.dir, 'journal.jsonl'))
  t.throws(() => compromiseKey({ dir: own.dir, kid: newestKey(own.dir, 'status').kid, since: NOW, now: NOW }))
  t.equal(readFileSync(join(own.dir, 'keyring.json'), 'utf8'), before)
})

t.test('no private key is made for a store that cannot be used', async (t) => {
  const none = { ...announcement, dir: join(t.testdir(), 'none'), now: NOW }
  await t.rejects(announceKey(none), { code: 'store/missing' })
  t.notOk(existsSync(none.dir))
  if (process.platform === 'win32') return
  const own = await makeStore(t)
  chmodSync(own.dir, 0o755)
  await t.rejects(announceKey({ ...announcement, dir: own.dir, now: NOW }), { code: 'file/permissions' })
})
