import t from 'tap'
import { build, problemOf } from '../build-app.ts'

const DAY = 86_400

t.test(
  'an operator hears with every answer what waits, and the proposer how it ended, until it was read',
  async (t) => {
    const { operator, authority, issue, clock } = await build(t)
    const [asel, bolat] = [await operator('Asel'), await operator('Bolat')]
    const { visa_number } = await issue()
    const heard = async (call: typeof asel, url = '/v1/operators') => {
      const { headers } = await call('GET', url)
      return [headers['evisa-proposals-waiting'], headers['evisa-proposals-ended']]
    }
    const none = [undefined, undefined]
    t.same([await heard(asel), await heard(bolat)], [none, none])
    const propose = async () =>
      (
        await asel('POST', '/v1/proposals/status', {
          ...{ status: 'suspended', reason: 'a test', visa_numbers: [visa_number] },
        })
      ).body.id
    const [first, second] = [await propose(), await propose()]
    t.same(await heard(asel), none, 'not the own ones')
    t.same(await heard(bolat), ['2', undefined])
    t.same(await heard(bolat, '/v1/visas/1'), ['2', undefined], 'whatever was asked, and whether it was answered')
    t.same(await heard(authority), none, 'which cannot approve')
    const approved = await bolat('POST', `/v1/proposals/${first}/approval`)
    t.match([approved.status, approved.headers['evisa-proposals-waiting']], [200, '1'])
    t.same(await heard(asel), [undefined, '1'])
    await bolat('GET', `/v1/proposals/${first}`)
    t.same(await heard(asel), [undefined, '1'], 'another read it')
    await asel('GET', '/v1/proposals')
    t.same(await heard(asel), [undefined, '1'], 'it was not in the list')
    t.same(await heard(asel, `/v1/proposals/${first}`), none)
    clock.now += 7 * DAY
    t.same(await heard(asel), [undefined, '1'], 'ran out')
    t.same(await heard(bolat), none)
    t.match((await asel('GET', '/v1/proposals?state=all')).body.proposals, [{ id: second, state: 'run-out' }, {}])
    t.same(await heard(asel), none)
  },
)

t.test('what was done is answered where this cannot be counted', async (t) => {
  const broken = { now: false }
  const { operator, issue, logged } = await build(t, {
    store: (store) => ({
      ...store,
      proposalNews: async (...asked) => {
        if (broken.now) throw new RangeError('away')
        return store.proposalNews(...asked)
      },
    }),
  })
  const asel = await operator('Asel')
  const { visa_number } = await issue()
  broken.now = true
  const set = await asel('PUT', `/v1/visas/${visa_number}/status`, { status: 'suspended', reason: 'a test' })
  t.match([set.status, set.body.status], [200, 'suspended'])
  t.match(
    logged().filter(({ event }) => event === 'proposals-not-counted'),
    [{ error: 'RangeError' }],
  )
  t.equal(problemOf(await asel('GET', '/v1/nothing')), 'not-found')
})
