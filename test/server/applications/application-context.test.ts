import t from 'tap'
import { ok } from '#evisa/result.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { findCase, onOwnCase } from '../../../server/applications/application-context.ts'
import { lookUpGuard, MAX_MISSES } from '../../../server/checks/look-up-guard.ts'
import { build } from '../build-app.ts'
import { contextOf, madeApplication } from '../made-application.ts'

t.test('an act runs on a case of its owner; a miss is noted and counted, a hit is not', async (t) => {
  const built = await build(t)
  const made = await madeApplication(built)
  const context = contextOf(built, { guard: lookUpGuard() })
  const traveller = { account: made.account, actor: `applicant/${made.account}` }
  const find = (reference: string, of = traveller) =>
    onOwnCase(reference, of, context, (owned) => findCase(owned, context))
  for (let at = 0; at < MAX_MISSES + 1; at += 1) t.match(await find(made.reference), { ok: true })
  const stranger = { account: 'another', actor: 'applicant/another' }
  t.strictSame(await find(made.reference, stranger), await find('K7Q2M4XN9TBD', stranger))
  for (let at = 2; at < MAX_MISSES; at += 1) await find('K7Q2M4XN9TBD', stranger)
  t.strictSame(await find(made.reference, stranger), { ok: false, error: 'too-many-guesses' })
  const missed = (await built.store.auditAfter(0, 1000)).filter(({ act }) => act === 'application-missed')
  t.equal(missed.length, MAX_MISSES)
  t.match(missed[0], { actor: 'applicant/another', subject: made.reference })
})

t.test('the act is of whoever calls, now', async (t) => {
  const built = await build(t)
  const traveller = { account: 'a', actor: 'applicant/a' }
  const seen = await onOwnCase('K7Q2M4XN9TBD', traveller, contextOf(built), async (owned, act) => ok({ owned, act }))
  t.strictSame(seen, {
    ok: true,
    value: { owned: { reference: 'K7Q2M4XN9TBD', account: 'a' }, act: { actor: 'applicant/a', at: NOW } },
  })
})
