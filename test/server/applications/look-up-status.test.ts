import { performance } from 'node:perf_hooks'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { type AskedStatus, lookUpStatus, statusMisses } from '../../../server/applications/look-up-status.ts'
import { LOOK_UP_MILLISECONDS } from '../../../server/checks/ask-evisa.ts'
import { lookUpGuard, MAX_MISSES } from '../../../server/checks/look-up-guard.ts'
import { build } from '../build-app.ts'
import { keepCase } from '../cases/case-scene.ts'
import { runsBeside } from '../made-application.ts'

const by = (guesser = '198.51.100.7') => ({ guesser, actor: 'portal-1' })
const NONE = { ok: false, error: 'not-there' }

t.test('who knows all three is told how it stands; all others the same nothing, no sooner, and noted', async (t) => {
  const built = await build(t)
  const { store, clock } = built
  const { reference, content } = await keepCase(runsBeside(built), { dueAt: NOW + 3600 })
  const right: AskedStatus = {
    reference,
    passportNumber: content.passport.number,
    birthDate: content.holder.birth_date,
  }
  const context = { store, guard: lookUpGuard(), misses: statusMisses(), now: () => clock.now }
  const ask = (change: Partial<AskedStatus> = {}) => lookUpStatus({ ...right, ...change }, by(), context)
  t.match(await ask(), { ok: true, value: { state: 'paid', turn: 'authority', until: NOW + 3600 } })
  const before = (await store.auditEnd())?.position ?? 0
  const wrong = [
    { reference: 'K7Q2M4XN9TBD' },
    { reference: '' },
    { passportNumber: 'N0' },
    { birthDate: '1990-03-05' },
  ]
  for (const change of wrong) {
    const from = performance.now()
    t.strictSame(await ask(change), NONE)
    t.ok(performance.now() - from > LOOK_UP_MILLISECONDS - 2)
  }
  const noted = { act: 'look-ups-missed', subject: 'status', actor: 'portal-1' }
  t.match(await store.auditAfter(before, 9), Array(4).fill(noted))
  t.notMatch(JSON.stringify(await store.auditAfter(before, 9)), content.passport.number)
})

t.test('whoever guesses is stopped, by the address, and whoever is right is not counted', async (t) => {
  const built = await build(t)
  const guard = lookUpGuard()
  const context = { store: built.store, guard, misses: statusMisses(), now: () => built.clock.now }
  for (let miss = 0; miss < MAX_MISSES - 1; miss++) guard.take('a', built.clock.now)
  const asked = { reference: 'x', passportNumber: 'x', birthDate: 'x' }
  t.strictSame(await lookUpStatus(asked, by('a'), context), NONE)
  t.strictSame(await lookUpStatus(asked, by('a'), context), { ok: false, error: 'too-many-guesses' })
  t.strictSame(await lookUpStatus(asked, by('b'), context), NONE)
})

t.test('for one reference few are wrong, from however many addresses: then nobody is told for an hour', async (t) => {
  const built = await build(t)
  const { store, clock } = built
  const runs = runsBeside(built)
  const [one, other] = [await keepCase(runs), await keepCase(runs)]
  const context = { store, guard: lookUpGuard(), misses: statusMisses(), now: () => clock.now }
  let addresses = 0
  const ask = ({ reference, content }: typeof one, birthDate: string = content.holder.birth_date) => {
    addresses += 1
    const asked = { reference, passportNumber: content.passport.number, birthDate }
    return lookUpStatus(asked, by(`address ${addresses}`), context)
  }
  for (let right = 0; right < 9; right++) t.match(await ask(one), { ok: true }, 'right ones are not counted')
  for (let miss = 0; miss < 5; miss++) t.strictSame(await ask(one, '1980-01-01'), NONE)
  const from = performance.now()
  const before = (await store.auditEnd())?.position ?? 0
  t.strictSame(await ask(one), NONE)
  t.ok(performance.now() - from > LOOK_UP_MILLISECONDS - 2, 'at the same time')
  t.match(await store.auditAfter(before, 9), [{ act: 'look-ups-missed', subject: 'status' }], 'and noted as any')
  t.match(await ask(other), { ok: true }, 'of another one all is told')
  clock.now += 3600
  t.match(await ask(one), { ok: true })
})

t.test('however many references are tried that are none, those that are stay counted', async (t) => {
  const built = await build(t)
  const taken: string[] = []
  const take = (reference: string) => {
    taken.push(reference)
    return () => undefined
  }
  const context = { store: built.store, guard: lookUpGuard(), misses: { take }, now: () => built.clock.now }
  await lookUpStatus({ reference: 'K7Q2M4XN9TBD', passportNumber: 'x', birthDate: 'x' }, by(), context)
  t.strictSame(taken, [])
})
