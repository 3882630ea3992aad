import { createHash } from 'node:crypto'
import t from 'tap'
import { decide } from '#evisa/decide.ts'
import { importVerificationKey } from '#evisa/root.ts'
import { isSpecimen, SPECIMEN_JWK, SPECIMEN_KID } from '#evisa/specimen.ts'
import { build } from '../server/build-app.ts'
import { demonstrate } from '../server/next-trust-list.ts'

t.test('the key that marks a demonstration is a point of the curve that nobody chose', async (t) => {
  t.equal(SPECIMEN_JWK.x, createHash('sha256').update('SPECIMEN 0').digest('base64url'))
  t.equal((Buffer.from(SPECIMEN_JWK.y, 'base64url').at(-1) ?? 1) % 2, 0)
  t.equal((await importVerificationKey(SPECIMEN_JWK))?.kid, SPECIMEN_KID)
})

t.test('whoever holds the trust list of a demonstration says so with every answer, and of no other', async (t) => {
  const built = await build(t)
  const { qr_text: text } = await built.issue()
  const situation = { audience: 'entry', checkpoint: 'NQZ' } as const
  const decided = async (read = text) => {
    const knowledge = await built.publisher.knowledge()
    return { knowledge, decision: await decide(read, situation, knowledge, built.clock.now) }
  }
  const real = await decided()
  t.notOk(isSpecimen(real.knowledge.trust))
  t.notOk(real.decision.specimen)
  await demonstrate(built)
  const shown = await decided()
  t.ok(isSpecimen(shown.knowledge.trust))
  t.match(shown.decision, { specimen: true, outcome: real.decision.outcome })
  t.match((await decided('EV1:123')).decision, { specimen: true, visa: null })
  t.notOk(isSpecimen(null))
})
