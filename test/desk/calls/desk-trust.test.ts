import t from 'tap'
import { CallFailed } from '../../../desk/calls/authority-calls.ts'
import { trustOf } from '../../../desk/calls/desk-trust.ts'
import { NOW } from '../../server/build-app.ts'
import { madeDesk } from '../made-desk.ts'

t.test('the trust list is walked to from the root that is named, or the server’s first', async (t) => {
  const desk = await madeDesk(t)
  const trust = await trustOf(desk, undefined, NOW)
  t.ok(trust.keys.size >= 4)
  t.same((await trustOf(desk, await desk.publisher.rootFingerprint(), NOW)).version, trust.version)
  await t.rejects(trustOf(desk, 'A'.repeat(43), NOW), CallFailed)
  await t.rejects(trustOf(desk, undefined, trust.exp + 1), { message: /run out/ })
})
