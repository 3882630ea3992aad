/** A long life of a publisher, by dice that fall the same in every run: whoever holds any earlier set takes the next. */
import t from 'tap'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { entryOf } from '../../made-device.ts'
import { nextRoot, nextTrustList } from '../next-trust-list.ts'
import { ACT, cross, type newVisa } from '../store/made-visas.ts'
import { madePublisher, snapshotOf, statusIn, textOf, WORLD } from './made-publisher.ts'

type Visa = Awaited<ReturnType<typeof newVisa>>

function diceOf(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

for (const seed of [1, 2, 3]) {
  t.test(`a life of 150 steps, dice ${seed}`, async (t) => {
    const dice = diceOf(seed)
    const { clock, keys, options, running, scanner, start, store, visa } = await madePublisher(t)
    const expected = new Map<Visa, 'valid' | 'revoked' | 'suspended' | 'exhausted'>()
    const signs: Record<string, string> = {}
    let made = 1
    let world = WORLD
    const some = () => [...expected].filter(([, status]) => status === 'valid')[dice(expected.size)]?.[0]
    const renew = async (change: Partial<Parameters<typeof nextTrustList>[2]> = {}) => {
      const next = await nextTrustList(world, keys.current, { now: clock.now, signs, ...change })
      world = next.world
      keys.current = next
    }
    const passes = async (seconds: number) => {
      clock.now += seconds
    }
    const acts: Readonly<Record<string, () => Promise<unknown>>> = {
      issue: async () => expected.set(await visa(), 'valid'),
      revoke: async () => {
        const one = some()
        if (one === undefined) return
        await store.setVisaStatus(one.claims.jti, 'revoked', 'a test', ACT)
        expected.set(one, 'revoked')
      },
      use: async () => {
        const one = some()
        if (one === undefined) return
        await cross(store, entryOf(one.claims.jti))
        expected.set(one, 'exhausted')
      },
      'a second': () => passes(1),
      'five minutes': () => passes(300),
      'half a day': () => passes(DAY / 2 + dice(100)),
      'the clock set back': () => passes(-dice(1000)),
      'a new trust list': () => renew(),
      'a new key': async () => {
        const purpose = (['status', 'policy', 'snapshot'] as const)[dice(3)] ?? 'status'
        const name = `${purpose} ${++made}`
        const former = signs[purpose] ?? purpose
        signs[purpose] = name
        const words =
          dice(2) === 0 ? { state: 'retired' as const } : { state: 'compromised' as const, compromised_at: NOW }
        await renew({ added: { [name]: purpose }, change: { [former]: words } })
      },
      'a new root': async () => {
        keys.current = await nextRoot(world, keys.current, { now: clock.now, signs })
      },
      'a restart': async () => {
        running.publisher = await start()
      },
      'another process': async () => snapshotOf(await start()),
      'other policy': async () => {
        const [edition] = options.policy.editions
        if (edition === undefined) return
        running.publisher = await start({ policy: { editions: [{ ...edition, exit_by_air_only: dice(2) === 0 }] } })
      },
    }
    const often = ['issue', 'revoke', 'use', 'a second', 'five minutes']
    const [always, seldom] = [scanner(), scanner()]
    let latest = NOW
    for (let step = 0; step < 150; step++) {
      const names = dice(3) === 0 ? Object.keys(acts) : often
      const name = names[dice(names.length)] ?? 'issue'
      await acts[name]?.()
      latest = Math.max(latest, clock.now)
      if (latest - Number((await running.publisher.knowledge()).trust?.iat) > 20 * DAY) await renew()
      const before = await textOf(running.publisher, 'snapshot')
      const results = [await always.take(clock.now)]
      if (step % 17 === 0) results.push(await seldom.take(clock.now), await scanner().take(clock.now))
      for (const result of results) {
        if (!result.ok) return t.fail(`step ${step}, ${name}: ${JSON.stringify(result.error)}`)
        const { snapshot } = result.value.set
        if (snapshot.text !== before) return t.fail(`step ${step}, ${name}: the snapshot changed by itself`)
      }
    }
    clock.now = latest + 1
    const last = await always.taken(clock.now)
    for (const [one, status] of expected) t.equal(statusIn(last, one), status)
    t.ok(expected.size > 10)
  })
}
