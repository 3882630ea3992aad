import t from 'tap'
import { addDays, startOfDay } from '#evisa/civil-date.ts'
import { tendInvitations } from '../../../server/invitations/tend-invitations.ts'
import { approval, keepInReview, NUMBER, OFFICER, SECOND } from '../store/made-invitations.ts'
import { edition, madeContext } from './made-context.ts'

const DAY = 86_400

t.test('numbers run out by the clock, and what was refused is forgotten after the days of the terms', async (t) => {
  const context = { ...madeContext(t), addWorkingDays: addDays }
  const [approved, refused] = [await keepInReview(context.store), await keepInReview(context.store)]
  await context.store.changeInvitation(approved, null, approval(NUMBER, context.clock.now + DAY), SECOND)
  await context.store.changeInvitation(refused, null, { edge: 'refuse', reason: 'no such hotel' }, OFFICER)
  await tendInvitations(context)
  const states = async () => [
    (await context.store.invitation(approved, null))?.state,
    (await context.store.invitation(refused, null))?.content === null,
  ]
  t.strictSame(await states(), ['approved', false])
  context.clock.now += DAY
  await tendInvitations(context)
  t.strictSame(await states(), ['expired', false])
  context.clock.now += edition.retention_days.refused.value * DAY + 1
  await tendInvitations(context)
  t.strictSame(await states(), ['expired', true])
})

t.test(
  'the arrival is due at the end of the last working day after the entry, and reminded of within that day',
  async (t) => {
    const made = madeContext(t)
    const dues: unknown[] = []
    const reminded: number[] = []
    const entered = startOfDay('2026-12-04') + 3600
    const store = {
      ...made.store,
      enteredInvitations: async () => [{ id: 'i', at: entered }],
      setArrivalDue: async (...due: unknown[]) => void dues.push(due),
      remindOfArrivals: async (before: number) => reminded.push(before) * 0,
    }
    const days = edition.times.arrival_business_days.value
    await tendInvitations({ ...made, store, addWorkingDays: (day, count) => addDays(day, count) })
    t.strictSame(dues, [['i', startOfDay(addDays('2026-12-04', days + 1))]])
    t.strictSame(reminded, [made.clock.now + DAY])
    await tendInvitations({ ...made, store, addWorkingDays: () => null })
    t.equal(dues.length, 1, 'of a year whose days of work are not known nothing is promised')
  },
)
