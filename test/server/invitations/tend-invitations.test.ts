import t from 'tap'
import { addDays, startOfDay } from '#evisa/civil-date.ts'
import { tendInvitations } from '../../../server/invitations/tend-invitations.ts'
import { approval, hostOf, keepInReview, NUMBER, newInvitation, OFFICER, SECOND } from '../store/made-invitations.ts'
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
  'what lies with its host is called off after the days of the terms, and a draft forgotten after its own',
  async (t) => {
    const context = { ...madeContext(t), addWorkingDays: addDays }
    const { store, clock } = context
    const draft = newInvitation(await hostOf(store), { valid_until: '2030-12-20' })
    const asked = await keepInReview(store, { valid_until: '2030-12-20' })
    await store.keepInvitations([draft], 'draft', OFFICER)
    await store.changeInvitation(asked, null, { edge: 'ask', text: 'Who?' }, OFFICER)
    const stands = async () => {
      await tendInvitations(context)
      const both = await Promise.all([draft.id, asked].map((id) => store.invitation(id, null)))
      return both.map((one) => (one?.content ? one.state : 'forgotten'))
    }
    t.strictSame(await stands(), ['draft', 'information-asked'])
    clock.now += edition.times.answer_days.value * DAY + 1
    t.strictSame(await stands(), ['draft', 'cancelled'])
    clock.now += (edition.times.draft_days.value - edition.times.answer_days.value) * DAY
    t.strictSame(await stands(), ['cancelled', 'cancelled'])
    clock.now += edition.retention_days.draft.value * DAY + 1
    t.strictSame(await stands(), ['forgotten', 'cancelled'])
    clock.now += edition.retention_days.refused.value * DAY
    t.strictSame(await stands(), ['forgotten', 'forgotten'])
  },
)

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
