import t from 'tap'
import { MAX_MISSES } from '../../../server/checks/look-up-guard.ts'
import { file, listed, paperFile } from '../invitations/made-lists.ts'
import { INVITED, NUMBER } from '../store/made-invitations.ts'
import { madeInvited, told } from './made-invited.ts'

const CSV = { 'content-type': 'text/csv' }

t.test('a host sends many at once: every row is answered, and the good ones are submitted', async (t) => {
  const { host, hostId, authority } = await madeInvited(t)
  const send = () =>
    host.call(
      'POST',
      `/v1/invitation-lists?host=${hostId}`,
      file(listed(), listed({ 5: 'fishing' }), '', listed({ 4: 'N2' })),
      CSV,
    )
  const sent = await send()
  t.match(sent, {
    status: 200,
    body: {
      sums: { all: 5, taken: 2, already: 0, named: 1, skipped: 2 },
      rows: [
        { row: 2, state: 'submitted' },
        { row: 3, errors: [{ field: 'purpose' }] },
        { row: 5, became: 'taken' },
      ],
    },
  })
  t.match((await send()).body, { list: sent.body.list, sums: { taken: 0, already: 2, named: 1 } })
  t.equal((await authority('GET', `/v1/invitations?list=${sent.body.list}`)).body.invitations.length, 2)
})

t.test('what is no list says what to do, and keeps nothing', async (t) => {
  const { host, hostId, signIn } = await madeInvited(t)
  const at = `/v1/invitation-lists?host=${hostId}`
  t.match(told(await host.call('POST', at, Buffer.from('\n'), CSV)), { status: 400, detail: /the file is empty/ })
  t.match(told(await host.call('POST', at, Buffer.from('a,b'), CSV)), {
    status: 400,
    detail: /no column for surname/,
  })
  t.match(told(await host.call('POST', at, {})), { status: 415 })
  const workbook = { 'content-type': 'application/vnd.ms-excel' }
  t.match(told(await host.call('POST', at, Buffer.from('x'), workbook)), { status: 415, detail: /save it as CSV/ })
  const other = await signIn('other@example.org')
  t.equal((await other.call('POST', at, file(listed()), CSV)).status, 404)
  t.strictSame((await host.call('GET', '/v1/invitations')).body.invitations, [])
})

t.test('an officer takes in what was given on paper, one or many, once a number', async (t) => {
  const { first, second, host } = await madeInvited(t)
  const { email: _, language: _l, ...content } = INVITED
  const take = (change = {}) =>
    first('POST', '/v1/paper-invitations', { number: 'KZ-2026/0417', content: { ...content, ...change } })
  const taken = await take()
  t.match(taken, {
    status: 201,
    body: { state: 'review', origin: 'paper', number: 'KZ20260417', content: { email: '' } },
  })
  t.match(await take(), { status: 200, body: { invitation: taken.body.invitation } })
  t.match(await take({ stay_days: 1 }), { status: 422, body: { errors: [{ field: 'number' }] } })
  t.match(await take({ entries: 7 }), { status: 422, body: { errors: [{ field: 'entries' }] } })
  const bytes = paperFile(listed({ 11: '', 12: NUMBER }))
  t.match((await first('POST', '/v1/paper-invitation-lists', bytes, CSV)).body, {
    rows: [{ became: 'taken', state: 'review' }],
  })
  t.equal((await host.call('POST', '/v1/paper-invitation-lists', bytes, CSV)).status, 403)
  const approval = `/v1/invitations/${taken.body.invitation}/approval`
  t.match(await first('POST', approval), { status: 409, body: { detail: /another operator has to approve it/ } })
  t.match(await second('POST', approval), { status: 200, body: { state: 'approved', number: 'KZ20260417' } })
})

t.test('who bears the number sees what it says; a wrong one and one that is not theirs look alike', async (t) => {
  const { first, second, applicant, host, store } = await madeInvited(t)
  const { invitation } = (await first('POST', '/v1/paper-invitations', { number: NUMBER, content: INVITED })).body
  await second('POST', `/v1/invitations/${invitation}/approval`)
  const traveller = await applicant('t@example.org')
  const bearer = { number: `${NUMBER.slice(0, 5)} ${NUMBER.slice(5)}`, passport: INVITED.passport, nationality: 'LKA' }
  const look = (change: object = {}) => traveller.call('POST', '/v1/invitation-look-ups', { ...bearer, ...change })
  t.match(await look(), { status: 200, body: { content: INVITED } })
  const wrong = await look({ number: '5000000003' })
  t.equal(wrong.status, 404)
  for (const change of [{ number: '🙂' }, { passport: { issuer: 'LKA', number: 'N2' } }, { nationality: 'IND' }])
    t.strictSame((await look(change)).body, wrong.body)
  t.equal((await host.call('POST', '/v1/invitation-look-ups', bearer)).status, 403)
  const noted = (await store.auditAfter(0, 1000)).filter(({ act }) => act === 'look-ups-missed')
  t.match(noted, Array(4).fill({ actor: `applicant/${traveller.account}` }))
})

t.test('many numbers that are not right are stopped', async (t) => {
  const { applicant } = await madeInvited(t, { callsPerMinute: { device: 100_000 } })
  const traveller = await applicant('t@example.org')
  const look = () =>
    traveller.call('POST', '/v1/invitation-look-ups', {
      number: NUMBER,
      passport: INVITED.passport,
      nationality: 'LKA',
    })
  const first = await Promise.all(Array.from({ length: MAX_MISSES }, look))
  t.ok(first.every(({ status }) => status === 404))
  const stopped = await look()
  t.match(told(stopped), { status: 429, detail: /ask your host/ })
  t.match(stopped.headers, { 'retry-after': '600' })
})
