import t from 'tap'
import { isSupportNumber } from '#evisa/support-number.ts'
import { lettersTo } from '../people.ts'
import { INVITED } from '../store/made-invitations.ts'
import { madeInvited, told } from './made-invited.ts'

t.test(
  'asked, answered, approved by a second officer: the number goes to the traveller, and not to the host',
  async (t) => {
    const { host, first, second, inReview, ...built } = await madeInvited(t)
    const id = await inReview()
    const post = (call: typeof first, act: string, body?: object) => call('POST', `/v1/invitations/${id}/${act}`, body)
    t.match(await post(first, 'question', { text: 'Which hotel?' }), {
      status: 200,
      body: { state: 'information-asked' },
    })
    t.match(lettersTo(built, 'host@example.org', 'invitation-question'), [
      { content: { reference: id, text: 'Which hotel?' } },
    ])
    t.match(await post(host.call, 'answer', { text: 'The Steppe\nAlmaty' }), {
      status: 200,
      body: { state: 'review', messages: [{ author: 'officer' }, { author: 'host', text: 'The Steppe\nAlmaty' }] },
    })
    t.match(told(await post(first, 'approval')), { status: 409, detail: /another operator/ })
    const approved = await post(second, 'approval')
    t.match(approved, { status: 200, body: { state: 'approved', officers: { decided_by: 'operator/second' } } })
    const { number } = approved.body
    t.ok(isSupportNumber(number))
    t.match(lettersTo(built, INVITED.email, 'invitation-number'), [
      { language: 'en', content: { number, until: INVITED.valid_until } },
    ])
    const seen = await host.call('GET', `/v1/invitations/${id}`)
    t.match(seen.body, { state: 'approved', number: null, officers: null })
    t.notMatch(seen.text, number)
    t.match(told(await post(second, 'refusal', { reason: 'too late' })), { status: 409 })
    t.match(await post(host.call, 'call-off'), { status: 200, body: { state: 'cancelled' } })
  },
)

t.test('a refusal says why, to the host too', async (t) => {
  const { host, first, inReview, ...built } = await madeInvited(t)
  const id = await inReview()
  t.equal((await first('POST', `/v1/invitations/${id}/refusal`, { reason: ' ' })).status, 400)
  await first('POST', `/v1/invitations/${id}/refusal`, { reason: 'there is no such hotel' })
  t.match((await host.call('GET', `/v1/invitations/${id}`)).body, {
    state: 'refused',
    reason: 'there is no such hotel',
  })
  t.match(lettersTo(built, 'host@example.org', 'invitation-refused'), [
    { content: { reason: 'there is no such hotel' } },
  ])
})

t.test('an arrival is reported once the e-visa was issued, of a day that was', async (t) => {
  const { host, store, clock, second, inReview } = await madeInvited(t)
  const id = await inReview()
  await second('POST', `/v1/invitations/${id}/approval`)
  const report = (day: string) => host.call('POST', `/v1/invitations/${id}/arrival`, { day })
  t.match(told(await report('2026-11-22')), { status: 409, detail: /once the e-visa was issued/ })
  const { number = '' } = (await store.invitation(id, null)) ?? {}
  await store.useIssued([{ number: number ?? '', passport: 'LKA:N1234567' }], { actor: 'operator/a', at: clock.now })
  t.match(told(await report('2026-11-23')), { status: 400, detail: /yet to come; today is 2026-11-22/ })
  t.match(told(await report('2026-02-30')), { status: 400, detail: /not a day of the calendar/ })
  t.match(await report('2026-11-22'), { status: 200, body: { state: 'used', number, arrived_on: '2026-11-22' } })
})

t.test('the number is drawn once, however many approve at once', async (t) => {
  const { second, operator, inReview, ...built } = await madeInvited(t)
  const id = await inReview()
  const officers = [second, await operator('third'), await operator('fourth')]
  const answers = await Promise.all(officers.map((officer) => officer('POST', `/v1/invitations/${id}/approval`)))
  t.strictSame(answers.map(({ status }) => status).toSorted(), [200, 409, 409])
  t.equal(lettersTo(built, INVITED.email, 'invitation-number').length, 1)
})
