import t from 'tap'
import { DAY } from '../../../fixtures/made-world.ts'
import { MAX_STANDSTILL_SECONDS } from '../../../server/publishing/clock-guard.ts'
import { entryOf } from '../../made-device.ts'
import { build, NOW, problemOf } from '../build-app.ts'

const GUARDED = { maxStandstillSeconds: MAX_STANDSTILL_SECONDS }

t.test(
  'a clock that jumped ahead is said by health, metrics and log, and signs nothing, the time neither',
  async (t) => {
    const built = await build(t, GUARDED)
    const { authority, nobody, clock, enrol, issue, logged } = built
    const visa = await issue()
    const booth = await enrol('border')
    const snapshot = (await nobody('GET', '/v1/artefacts/2/snapshot')).text
    t.match((await authority('GET', '/v1/clock')).body, { state: 'right', now: NOW, signed_at: NOW })
    t.equal(problemOf(await authority('POST', '/v1/clock/confirmation', { time: NOW })), 'conflict', 'of a right clock')
    clock.now = NOW + 30 * DAY
    const ready = await nobody('GET', '/health/ready')
    t.strictSame([ready.status, problemOf(ready)], [503, 'clock-doubted'])
    t.match(ready.body.detail, /authority repair-clock/)
    t.match((await authority('GET', '/metrics')).text, /^evisa_clock_doubted 1$/m)
    t.match((await authority('GET', '/v1/clock')).body, { state: 'doubted', now: clock.now, signed_at: NOW })
    // Access tokens of before have run out by then: the station signs in anew.
    const { call } = await enrol('border')
    t.equal(problemOf(await call('GET', `/v1/time?nonce=${crypto.randomUUID()}`)), 'clock-doubted')
    t.equal((await nobody('GET', '/v1/artefacts/2/snapshot')).text, snapshot, 'what was signed before is served')
    t.match(await issue().catch((error: Error) => error), { message: /clock/ })
    const asked = { text: visa.qr_text, situation: { audience: 'entry', checkpoint: 'NQZ' } }
    t.match((await call('POST', '/v1/verifications', asked)).body, { outcome: 'refer', reason: 'clock/ahead' })
    const events = [(await booth.chain.sign(entryOf(visa.visa_number, { at: NOW }))).jws]
    for (const answer of [
      await call('POST', '/v1/crossings?wire=2', { events }),
      await call('GET', '/v1/crossings/feed?after=0&wire=2'),
      await call('GET', '/v1/published-versions?snapshot=1'),
      await authority('GET', '/v1/audit/checkpoint'),
      await call('POST', '/v1/verifications', { ...asked, receipt: true }),
    ]) {
      t.strictSame([answer.status, problemOf(answer)], [503, 'clock-doubted'])
      t.equal(answer.headers['retry-after'], '60')
    }
    t.equal(
      (await authority('GET', '/metrics')).text.match(/^evisa_ledger_position (.*)$/m)?.[1],
      '0',
      'none is recorded',
    )
    t.equal((await nobody('GET', '/')).status, 200)
    t.ok(logged().some(({ event, code }) => event === 'request-failed' && code !== undefined))

    clock.now = NOW + 60
    t.equal((await nobody('GET', '/health/ready')).status, 200, 'it ends with the clock')
    const taken = await booth.call('POST', '/v1/crossings', { events })
    t.equal(taken.status, 200, 'what was done meanwhile is handed in then')
  },
)

t.test('only the authority confirms, by a clock that agrees, and it stands in the audit trail', async (t) => {
  const { authority, nobody, operator, clock } = await build(t, GUARDED)
  clock.now = NOW + 5 * DAY
  const body = { time: clock.now + 10 }
  t.equal((await (await operator('Dana'))('POST', '/v1/clock/confirmation', body)).status, 403)
  const apart = await authority('POST', '/v1/clock/confirmation', { time: NOW })
  t.strictSame([apart.status, problemOf(apart)], [409, 'conflict'])
  t.match(apart.body.detail, /432000 seconds apart/)
  t.equal((await nobody('GET', '/health/ready')).status, 503)
  t.match(await authority('POST', '/v1/clock/confirmation', body), { status: 200, body: { state: 'right' } })
  t.strictSame((await nobody('GET', '/health/ready')).body, { status: 'ok', warnings: [] })
  const { rows } = (await authority('GET', '/v1/audit?after=0')).body
  t.match(
    rows.filter(({ act }: { act: string }) => act === 'confirm-clock'),
    [{ subject: 'clock', detail: { signed_at: NOW } }],
  )
})

t.test('a time that is still to come and was signed is a warning, and counted', async (t) => {
  const { authority, nobody, clock } = await build(t, GUARDED)
  clock.now = NOW - 3600
  t.match((await nobody('GET', '/health/ready')).body, {
    status: 'warning',
    warnings: [{ code: 'signed-ahead', about: 'clock', at: NOW }],
  })
  t.match((await authority('GET', '/metrics')).text, /^evisa_clock_behind_signed_seconds 3600$/m)
  t.match((await authority('GET', '/v1/clock')).body, { state: 'signed-ahead', kid: /./ })
})
