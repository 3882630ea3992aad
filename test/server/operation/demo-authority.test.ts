import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { indexPolicy, policyOn } from '#evisa/policy.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { followKeys } from '../../../keys/authority-keys.ts'
import { readPublished } from '../../../keys/key-store.ts'
import { readRecoveryHash } from '../../../keys/recovery-token.ts'
import { signCompact } from '../../../keys/signer.ts'
import { hashToken } from '../../../platform/token-text.ts'
import { demoKeys, demoVisas, renewDemoTrust } from '../../../server/operation/demo-authority.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { makeKeys, PASSPHRASE } from '../../keys/made-store.ts'

t.test('gives the keys of an older demonstration a recovery token, and keeps the one there is', async (t) => {
  const dir = join(t.testdir(), 'data')
  const { dir: keys } = await demoKeys(dir, NOW)
  const token = () => readFileSync(join(dir, 'demo-keys.recovery-token'), 'utf8').trimEnd()
  const first = token()
  await demoKeys(dir, NOW + DAY)
  t.equal(token(), first)
  rmSync(join(dir, 'demo-keys.recovery-token'))
  rmSync(join(keys, 'recovery-token.sha256'))
  await demoKeys(dir, NOW + DAY)
  t.not(token(), first)
  t.equal(readRecoveryHash(keys), hashToken(token()))
})

t.test('makes keys and visas once, and trust anew each day', async (t) => {
  const dir = join(t.testdir(), 'data')
  const keys = await demoKeys(dir, NOW)
  t.same(await demoKeys(dir, NOW + DAY), keys, 'the same keys at the next start')
  if (process.platform !== 'win32') t.equal(statSync(join(dir, 'demo-keys.passphrase')).mode & 0o777, 0o600)

  const signer = (await (await followKeys(keys)).current()).signingKey('visa', NOW)
  const policy = policyOn(indexPolicy({ version: 1, iat: NOW, exp: NOW + 1, ...defaultPolicy() }), '2026-11-22')
  if (signer === null || policy === null) return t.fail('there is no visa key, or no policy')
  const store = openSqliteStore(join(dir, 'authority.db'))
  t.teardown(() => store.close())
  const context = {
    store,
    policy,
    key: {
      kid: signer.kid,
      signUntil: signer.terms.sign_until,
      verifyUntil: signer.terms.verify_until,
      sign: (typ: string, payload: unknown) => signCompact(signer, typ, payload),
    },
    actor: 'authority',
    randomBytes,
    qrPrefix: 'EV1:',
  }
  const numbers = await demoVisas(dir, { ...context, now: NOW })
  t.equal(numbers.length, 3)
  for (const number of numbers) t.match(await store.findVisa(number), { claims: { valid_from: '2026-11-22' } })
  t.same(await demoVisas(dir, { ...context, now: NOW + 3600 }), numbers, 'the same all day')
  const tomorrow = await demoVisas(dir, { ...context, now: NOW + DAY })
  t.equal(tomorrow.length, 3)
  t.same(
    tomorrow.filter((number) => numbers.includes(number)),
    [],
    'others on another day',
  )

  const trust = () => readPublished(keys.dir, 'trust.json')
  const first = trust()
  const file = join(keys.dir, 'published/trust.json')
  utimesSync(file, NOW, NOW)
  await renewDemoTrust(keys, NOW + DAY)
  t.equal(trust(), first, 'a day old')
  await renewDemoTrust(keys, NOW + DAY + 1)
  t.not(trust(), first, 'older')
})

t.test(
  'its trust list says that it is a demonstration; one of an older program says so from the next start on',
  async (t) => {
    const dir = t.testdir()
    const isMarkedIn = async ({ dir }: { dir: string }) =>
      (await followKeys({ dir, passphrase: PASSPHRASE })).current().then(({ isSpecimen }) => isSpecimen)
    const made = await demoKeys(join(dir, 'data'), NOW)
    t.ok((await (await followKeys(made)).current()).isSpecimen)

    const old = { dir: join(dir, 'old'), passphrase: PASSPHRASE }
    await makeKeys(old.dir, NOW)
    t.notOk(await isMarkedIn(old))
    await renewDemoTrust(old, NOW + 1)
    t.ok(await isMarkedIn(old))
    const trust = readPublished(old.dir, 'trust.json')
    const justNow = Math.floor(Date.now() / 1000)
    await renewDemoTrust(old, justNow)
    t.equal(readPublished(old.dir, 'trust.json'), trust, 'once')
  },
)

t.test('a first start that was cut off is begun anew', async (t) => {
  const dir = join(t.testdir({ data: { 'demo-keys': { 'journal.jsonl': '{}\n' } } }), 'data')
  const { dir: keys } = await demoKeys(dir, NOW)
  t.match(readPublished(keys, 'trust.json'), /payload/)
})
