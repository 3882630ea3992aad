import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import { isSupportNumber } from '#evisa/support-number.ts'
import { approveInvitations } from '../../../demonstration/officers/approve-invitations.ts'
import { MADE_PEOPLE } from '../../../demonstration/people/made-people.ts'
import { openNumberStore } from '../../../demonstration/people/number-store.ts'
import { offerNumbers } from '../../../demonstration/people/offer-numbers.ts'
import { type DemonstrationScene, madeScene } from '../made-scene.ts'

async function scene(t: Test) {
  const made = await madeScene(t)
  const store = openNumberStore(join(t.testdir(), 'demonstration.db'))
  t.teardown(() => store.close())
  const day = { today: civilDateAt(made.clock.now) }
  const act = offerNumbers({ people: MADE_PEOPLE, store, randomBytes, today: () => day.today })
  const offer = () => made.work(act)
  const numbers = () => MADE_PEOPLE.map(({ passport }) => store.of(passport)?.number ?? null)
  return { ...made, numbersKept: store, day, offer, numbers }
}

/** Whether a traveller who types it is told what the invitation says. */
async function isUsable({ nimali }: DemonstrationScene, number: string, at = 0): Promise<boolean> {
  const person = MADE_PEOPLE[at]
  const passport = { issuer: person?.issuer, number: person?.passport }
  const asked = { number, passport, nationality: person?.nationality }
  return (await nimali.call('POST', '/v1/invitation-look-ups', asked)).status === 200
}

t.test('who may have an e-visa has a number that can be used, and the others have none', async (t) => {
  const made = await scene(t)
  await made.offer()
  const numbers = made.numbers()
  // Passports of the last two run out too soon after a visit.
  t.strictSame(
    numbers.map((number) => number !== null),
    [true, true, true, true, false, false],
  )
  for (const [at, number] of numbers.entries())
    if (number !== null) t.ok(isSupportNumber(number) && (await isUsable(made, number, at)), number)
  await made.offer()
  t.strictSame(made.numbers(), numbers, 'the same as long as they are good')
  const [first] = (await made.authority('GET', '/v1/invitations?state=approved')).body.invitations
  t.match(first, {
    origin: 'paper',
    officers: { created_by: 'operator/demo-asel', decided_by: 'operator/demo-bauyrzhan' },
  })
})

t.test('there is another number once one is gone, or has few days left', async (t) => {
  const made = await scene(t)
  const { numbersKept, offer, numbers, asel, day } = made
  await offer()
  const before = numbers()
  const { invitation } = numbersKept.of('N1234567') ?? {}
  t.equal((await asel('POST', `/v1/invitations/${invitation}/call-off`)).status, 200)
  await offer()
  t.not(numbers()[0], before[0])
  t.strictSame(numbers().slice(1), before.slice(1))
  t.ok(await isUsable(made, numbers()[0] ?? ''))
  day.today = addDays(day.today, 16)
  await offer()
  t.equal(numbers()[1], before[1], 'fourteen days are left')
})

t.test('what was cut off in between is gone on with', async (t) => {
  const made = await scene(t)
  const { numbersKept, offer, work, day } = made
  const begun = { passport: 'N1234567', number: '4719302853', validFrom: day.today }
  numbersKept.begin(begun)
  await offer()
  t.match(numbersKept.of('N1234567'), { ...begun, invitation: /./ })
  numbersKept.begin(begun)
  await work(approveInvitations)
  await offer()
  t.match(numbersKept.of('N1234567'), { ...begun, invitation: /./ }, 'it was approved before')
  t.ok(await isUsable(made, begun.number))
})
