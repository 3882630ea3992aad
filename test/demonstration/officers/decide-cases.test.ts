import t from 'tap'
import { decideCases, decisionOf } from '../../../demonstration/officers/decide-cases.ts'
import { stateOf } from '../../server/hostile/hostile-scene.ts'
import { madeScene } from '../made-scene.ts'

const HOLD_MS = 10_000

async function scene(t: Parameters<typeof madeScene>[0]) {
  const made = await madeScene(t)
  const clock = { now: 0 }
  const act = decideCases({ holdMs: HOLD_MS, nowMs: () => clock.now })
  const round = () => made.work(act)
  const rounds = async () => {
    await round()
    clock.now += HOLD_MS
    await round()
  }
  return { ...made, milliseconds: clock, round, rounds }
}

t.test('a case is held for ten seconds, so that it is seen, and then there is no objection', async (t) => {
  const { paidFor, nimali, round, milliseconds, asel, issueAll, authority } = await scene(t)
  const one = await paidFor('Hotel Astana')
  await round()
  const claimOf = async () => (await asel('GET', `/v1/cases/${one.reference}`)).body.claim
  t.match(await claimOf(), { by: 'demo-asel' })
  milliseconds.now += HOLD_MS - 1
  await round()
  t.equal((await stateOf(nimali, one)).state, 'review')
  milliseconds.now += 1
  await round()
  t.equal((await stateOf(nimali, one)).state, 'no-objection')
  await issueAll()
  t.equal((await stateOf(nimali, one)).state, 'issued')
  const { decisions } = (await authority('GET', `/v1/cases/${one.reference}`)).body
  t.match(decisions, [{ officer: 'demo-asel', decision: 'no-objection' }])
})

t.test('ASK has something asked once, and REFUSE has both refuse, with a rule and a reason', async (t) => {
  const { paidFor, nimali, round, rounds, authority } = await scene(t)
  const one = await paidFor('Hotel ASK, then REFUSE')
  await rounds()
  const asked = await stateOf(nimali, one)
  t.equal(asked.state, 'information-asked')
  await rounds()
  t.equal((await stateOf(nimali, one)).state, 'information-asked', 'it waits for the answer')
  const path = `/v1/applications/${one.reference}/answers`
  t.equal((await nimali.call('POST', path, { text: 'By air', revision: asked.revision })).status, 200)
  await rounds()
  t.equal((await stateOf(nimali, one)).state, 'second-review')
  await round()
  t.equal((await stateOf(nimali, one)).state, 'refused')
  const { decisions } = (await authority('GET', `/v1/cases/${one.reference}`)).body
  t.match(decisions, [
    { officer: 'demo-asel', decision: 'ask' },
    { officer: 'demo-asel', decision: 'refuse', rule: 'purpose', reason: /has the word REFUSE/ },
    { officer: 'demo-bauyrzhan', place: 'second', decision: 'refuse' },
  ])
})

t.test('a case that somebody else has is left to them', async (t) => {
  const { paidFor, nimali, rounds, bolat } = await scene(t)
  const one = await paidFor('Hotel Astana')
  await bolat('POST', `/v1/cases/${one.reference}/claim`)
  await rounds()
  t.equal((await stateOf(nimali, one)).state, 'review')
  t.equal((await bolat('GET', `/v1/cases/${one.reference}`)).body.claim.by, 'bolat')
})

t.test('the words count by themselves and in capitals alone', async (t) => {
  const of = (place: string, author?: string) => {
    const typed = { place_of_stay: place } as unknown as Parameters<typeof decisionOf>[0]['typed']
    return decisionOf({ typed, messages: author === undefined ? [] : [{ author, text: '', at: 0 }] }).decision
  }
  t.strictSame(
    ['Tashkent road', 'TASK', 'ask', 'REFUSED', ''].map((place) => of(place)),
    Array(5).fill('no-objection'),
  )
  t.strictSame(
    ['ASK', 'Hotel ASK, Astana', 'а-ASK-б', 'REFUSE ASK'].map((place) => of(place)),
    Array(4).fill('ask'),
  )
  t.strictSame(
    [of('ASK', 'officer'), of('ASK REFUSE', 'officer'), of('(REFUSE)')],
    ['no-objection', 'refuse', 'refuse'],
  )
  t.equal(of('ASK', 'traveller'), 'ask')
})
