import t, { type Test } from 'tap'
import { addDays, civilDateAt, startOfDay } from '#evisa/civil-date.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { lookFault } from '../../../server/looking-back/second-look.ts'
import type { Looking } from '../../../server/store/look-back-store.ts'
import { rows } from '../../../server/store/steps.ts'
import { keepCase } from '../cases/case-scene.ts'
import { decideNow, keepCleared } from '../cases/made-issuing.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'
import { firstAdministrator, madePerson, proposed } from './made-deciders.ts'

const ACT = { actor: 'looking-back', at: NOW + 86_400 }
const DAY = civilDateAt(NOW)
const PAST = { day: DAY, until: startOfDay(DAY) + 86_400 }
const NEXT = { day: addDays(DAY, 1), until: PAST.until + 86_400 }
const LOOKING: Looking = {
  letterTo: ({ name, email }, all) => ({
    ...{ kind: 'signed-list', address: email, language: 'en', about: '' },
    content: { name, day: DAY, count: all.length, text: all.map(({ subject }) => subject).join() },
  }),
  draw: (references) => references,
}
const SAID = { officer: 'bolat', verdict: 'right', reason: '', signature: null, judge: lookFault } as const

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: a day is looked back at once, and each who has an address is told what they signed`, async (t) => {
    const { store, runs } = await open(t)
    const one = await firstAdministrator(store)
    const two = await madePerson(store, one, null, { name: 'Two', email: 'two@desk.example', roles: ['administrator'] })
    await proposed(store, two)
    await proposed(store, two)
    await proposed(store, two)
    await runs.act(() => rows('UPDATE signatures SET at = ? WHERE id = (SELECT max(id) FROM signatures)', PAST.until))
    t.equal(await store.lastDayLookedBack(), null)
    t.same(await store.lookBack(PAST, LOOKING, ACT), { letters: 1, looks: 0 }, 'one has no address')
    t.equal(await store.lookBack(PAST, LOOKING, ACT), null, 'once')
    t.equal(await store.lastDayLookedBack(), DAY)
    const letters = await runs.read(() =>
      rows<{ address: string; content: string }>('SELECT address, content FROM letters'),
    )
    t.same(
      letters.map(({ address, content }) => [address, JSON.parse(content).count]),
      [['two@desk.example', 2]],
      'nothing of the day after',
    )
    // A clock that was ahead when the day was looked back at: what was signed in it afterwards is told the night after.
    await proposed(store, two)
    t.same(await store.lookBack(NEXT, LOOKING, ACT), { letters: 1, looks: 0 })
    const contents = await runs.read(() => rows<{ content: string }>('SELECT content FROM letters ORDER BY id'))
    t.equal(JSON.parse(contents.at(-1)?.content ?? '').count, 2, 'with what belongs to that day')
  })

  t.test(`${name}: of what was decided some is drawn, and looked at by somebody else, once`, async (t) => {
    const { store, runs } = await open(t)
    const cleared = await keepCleared(runs, store)
    const open1 = await keepCase(runs, { flags: ['convicted'] })
    await decideNow(store, open1.reference, 'asel', { decision: 'no-objection', reason: '' })
    const drawn: string[] = []
    const draw = (all: readonly string[]) => {
      drawn.push(...all)
      return all
    }
    t.match(await store.lookBack(PAST, { ...LOOKING, draw }, ACT), { looks: 1 })
    t.same(drawn, [cleared.reference], 'what waits for a second officer is not decided')
    const [look] = await store.secondLooks(true, 10)
    t.match(look, { reference: cleared.reference, decision: 'no-objection', decisionSignature: null, looked: null })
    const [decider = ''] = look?.decidedBy ?? []
    const say = (said: object) => store.saySecondLook({ reference: cleared.reference, ...SAID, ...said }, ACT)
    t.match(await say({ officer: decider }), { error: 'own' })
    t.match(await say({ reference: open1.reference }), { error: 'not-there' })
    t.same(await store.countSecondLooks(), { open: 1, wrong: 0 })
    t.match(await say({ verdict: 'wrong', reason: 'another passport' }), {
      value: { looked: { by: 'bolat', verdict: 'wrong', reason: 'another passport' } },
    })
    t.match(await say({}), { error: { kind: 'looked-at', by: 'bolat' } })
    t.same(await store.countSecondLooks(), { open: 0, wrong: 1 })
    t.same(await store.secondLooks(true, 10), [])
    t.equal((await store.secondLooks(false, 10)).length, 1)
    t.equal(await store.findSecondLook('none'), null)
  })
})
