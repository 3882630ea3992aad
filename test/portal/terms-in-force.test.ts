import t from 'tap'
import { visitorCalls } from '../../pages/authority/visitor-calls.ts'
import { termsInForce } from '../../portal/terms-in-force.ts'

const edition = (effective_from: string, fee = 1) => ({ effective_from, fee })

function made(...editions: readonly object[]) {
  let asked = 0
  const told = { status: 200, editions }
  const api = visitorCalls(
    async () => {
      asked += 1
      return Response.json({ revision: 3, editions: told.editions }, { status: told.status })
    },
    { session: null, address: '198.51.100.7' },
  )
  return { api, told, asked: () => asked }
}

t.test('of the editions the one of today is told, asked for once', async (t) => {
  const { api, asked } = made(edition('2026-01-01'), edition('2026-07-01', 2), edition('2027-01-01', 3))
  let today = '2026-12-31'
  const terms = termsInForce(() => today)
  t.match(await terms(api), { revision: 3, edition: { fee: 2 } })
  await terms(api)
  t.equal(asked(), 1)
  today = '2027-01-01'
  t.match((await terms(api)).edition, { fee: 3 }, 'a new day is another question')
  t.equal(asked(), 2)
})

t.test('before the first day the first edition is told; without any there is an error', async (t) => {
  t.match((await termsInForce(() => '2020-01-01')(made(edition('2026-01-01')).api)).edition, { fee: 1 })
  await t.rejects(termsInForce(() => '2020-01-01')(made().api), /there are no terms/)
})

t.test('an answer that is none is not kept', async (t) => {
  const { api, told } = made(edition('2026-01-01'))
  const terms = termsInForce(() => '2026-06-01')
  told.status = 503
  await t.rejects(terms(api), { name: 'Refused', status: 503 })
  told.status = 200
  t.match((await terms(api)).edition, { fee: 1 })
})
