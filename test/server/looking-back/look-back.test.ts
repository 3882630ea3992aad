import t from 'tap'
import { civilDateAt, startOfDay } from '#evisa/civil-date.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { daysToLookBack, lookBack } from '../../../server/looking-back/look-back.ts'
import { build } from '../build-app.ts'
import { keepCase } from '../cases/case-scene.ts'
import { CLEAR, signedOffice } from '../cases/signed-office.ts'

t.test('days are looked back at once they are over, and a month of a server that stood still', async (t) => {
  t.same(daysToLookBack(null, '2026-11-22'), ['2026-11-21'])
  t.same(daysToLookBack('2026-11-21', '2026-11-22'), [])
  t.same(daysToLookBack('2026-11-19', '2026-11-22'), ['2026-11-20', '2026-11-21'])
  t.equal(daysToLookBack('2025-01-01', '2026-11-22').length, 31)
  t.same(daysToLookBack('2026-11-22', '2026-11-22'), [], 'a clock that went back')
})

t.test('two in a hundred are drawn, and whoever signed is told the next day', async (t) => {
  const office = await signedOffice(t)
  const { store, clock, runs, people, sign } = office
  const [one, two] = people.administrators
  const change = { kind: 'person-change', change: 'set', person: office.aigul.id, reason: 'an address' }
  const content = { name: 'Aigul', roles: ['case-officer'], email: 'aigul@desk.example' }
  const id = (await one.sign({ ...change, content })).body.done.change.id
  await two.sign({ kind: 'person-approval', change: id })
  const cases = [
    await keepCase(runs),
    await keepCase(runs, { content: { passport: { number: 'N7654321', issuer: 'LKA', expires: '2031-08-22' } } }),
  ]
  for (const { reference } of cases) t.equal((await sign(office.aigul, reference, CLEAR)).status, 200)
  await office.issueAll()
  const woken: number[] = []
  // The first of them is drawn, the other one is not.
  const dice = [1, 2]
  const looking = {
    ...{ store, now: () => clock.now, officeLanguage: 'en' as const },
    randomInt: (most: number) => (most === 100 ? (dice.shift() ?? 99) : 0),
    mail: { wake: () => void woken.push(clock.now) },
  }
  t.same(await lookBack(looking), [], 'the server did it at its start')
  clock.now = startOfDay(civilDateAt(NOW)) + 86_400 + 60
  const [day] = await lookBack(looking)
  t.match(day, { day: civilDateAt(NOW), letters: 1, looks: 1 })
  t.same(await lookBack(looking), [])
  t.same(woken, [clock.now])
  const [letter] = (await store.letters(null, 10, '')).filter(({ kind }) => kind === 'signed-list')
  t.match(letter, { address: 'aigul@desk.example', state: 'waiting' })
  const sent = await store.claimLetter(clock.now, clock.now + 60)
  t.match(sent?.content.text, /case [0-9A-Z-]{14}: no objection\n.*no objection/)
  t.equal((await store.secondLooks(true, 10)).length, 1)
})

t.test('a server looks back by itself', async (t) => {
  const { store } = await build(t)
  t.equal(await store.lastDayLookedBack(), civilDateAt(NOW - 86_400))
})
