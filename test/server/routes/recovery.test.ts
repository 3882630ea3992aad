import t from 'tap'
import { build, RECOVERY_TOKEN } from '../build-app.ts'

const SETTLE = '/v1/recovery/doubts'

t.test('what is in doubt is listed by kind, and settled one by one or all', async (t) => {
  const built = await build(t)
  const { authority, nobody } = built
  const scanners = [await built.enrol('border'), await built.enrol('carrier')]
  const operator = await built.operator('Aigerim')
  t.match((await authority('GET', '/v1/recovery')).body, {
    behind: null,
    epoch: { number: 1 },
    in_doubt: { device: 0 },
  })
  t.match(await operator('POST', '/v1/recovery/epochs', { recovery_token: RECOVERY_TOKEN }), { status: 403 })
  t.match(await authority('POST', '/v1/recovery/epochs', { recovery_token: RECOVERY_TOKEN }), {
    status: 201,
    body: { epoch: { number: 2 }, in_doubt: { device: 2, operator: 1, place: 0 } },
  })
  t.match(await operator('GET', '/v1/recovery'), { status: 403, body: { detail: /confirmed/ } })
  t.match((await authority('GET', `${SETTLE}?kind=operator`)).body, { doubts: [{ id: 'Aigerim', status: null }] })
  t.match(await authority('GET', `${SETTLE}?kind=people`), { status: 400 })
  const settle = (kind: string, ids: unknown, verdict: string) => authority('POST', SETTLE, { kind, ids, verdict })
  t.match(await settle('operator', ['Aigerim'], 'confirm'), { body: { settled: 1 } })
  t.match(await operator('GET', '/v1/recovery'), { status: 200 })
  t.match(await operator('POST', SETTLE, { kind: 'device', ids: 'all', verdict: 'confirm' }), { status: 403 })
  t.match(await nobody('GET', '/v1/recovery'), { status: 401 })
  for (const [ids, verdict] of [
    [[], 'end'],
    ['some', 'end'],
    ['all', 'forget'],
  ] as const)
    t.match(await settle('device', ids, verdict), { status: 400 })
  t.match(await settle('device', [scanners[0]?.id], 'end'), { body: { settled: 1 } })
  t.match(await settle('device', 'all', 'confirm'), { body: { settled: 1 } })
  t.match(await settle('device', 'all', 'confirm'), { body: { settled: 0 } })
  t.match((await authority('GET', `/v1/devices/${scanners[0]?.id}`)).body, { revoked_at: built.clock.now })
  t.match((await authority('GET', '/metrics')).text, 'evisa_in_doubt 0')
})
