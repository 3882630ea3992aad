/** Hosts and invitations: numbers of companies that are none, what is another host's, one officer for two, and lists made to break. */
import t from 'tap'
import { CLAIM, madeInvited } from '../routes/made-invited.ts'
import { INVITED } from '../store/made-invitations.ts'

t.test(
  'a host is who it says: its number has its check digit, and it invites nobody before it is confirmed',
  async (t) => {
    const { signIn, first } = await madeInvited(t)
    const other = await signIn('other@example.org')
    const bad = [
      '',
      ' ',
      '94124000019',
      '941240000194',
      '9412400001933',
      '941240000l93',
      '🏢',
      '0'.repeat(12),
      'x'.repeat(60),
      '941240000193\u0000',
    ]
    for (const number of bad) {
      const { status, body } = await other.call('POST', '/v1/hosts', { ...CLAIM, number })
      t.ok([400, 422].includes(status), `${number}: ${status}`)
      t.match(JSON.stringify(body), /number/)
    }
    for (const change of [
      { name: '' },
      { name: '  ' },
      { place: '\u200b' },
      { name: 'x'.repeat(300) },
      { kind: 'church' },
      { name: 'A\u0000B' },
    ]) {
      const { status } = await other.call('POST', '/v1/hosts', { ...CLAIM, number: '941140000190', ...change })
      t.ok([400, 422].includes(status), `${JSON.stringify(change).slice(0, 50)}: ${status}`)
    }
    const digits = await other.call('POST', '/v1/hosts', { ...CLAIM, number: '9412-4000-0193', name: 'ТОО «Дала»' })
    t.equal(digits.status, 201, digits.text)
    const asked = await other.call('POST', '/v1/invitations', { host: digits.body.host, content: INVITED })
    const { invitation } = asked.body
    const early = asked.status === 201 ? await other.call('POST', `/v1/invitations/${invitation}/submission`) : asked
    t.ok([403, 409, 422].includes(early.status), `not confirmed: ${early.status} ${early.text}`)
    t.equal((await other.call('POST', `/v1/hosts/${digits.body.host}/decision`, { decision: 'confirm' })).status, 403)
    t.ok(
      (await first('POST', `/v1/hosts/${digits.body.host}/decision`, { decision: 'refuse', reason: '  ' })).status >=
        400,
    )
  },
)

t.test('what is invited is judged field by field before an officer sees it', async (t) => {
  const { host, hostId, first } = await madeInvited(t)
  const bad: [string, object][] = [
    ['exit before entry', { valid_from: '2026-12-20', valid_until: '2026-12-01' }],
    ['over before it begins', { valid_from: '2026-10-01', valid_until: '2026-10-20' }],
    ['a stay of no days', { stay_days: 0 }],
    ['a stay below no days', { stay_days: -3 }],
    ['a stay longer than the category has', { stay_days: 400, valid_until: '2028-01-31' }],
    ['half a day', { stay_days: 1.5 }],
    ['a category that is none', { category: 'Z9' }],
    ['a category of another purpose', { category: 'A5' }],
    ['a purpose that is none', { purpose: 'spying' }],
    ['a nationality that is none', { nationality: 'XXQ' }],
    ['29 February of a year without one', { valid_from: '2027-02-29' }],
    ['born tomorrow', { birth_date: '2026-11-23' }],
    ['a name in Cyrillic', { surname: 'ПЕРЕРА' }],
    ['no name at all', { surname: '', given_names: '' }],
    ['an address that is none', { email: 'nimal' }],
    ['an address that writes headers', { email: 'nimal@example.org\r\nBcc: all@example.org' }],
    ['more than two years ahead', { valid_from: '2029-12-01', valid_until: '2029-12-20' }],
    ['a member nobody knows', { is_approved: true }],
    ['a passport without a number', { passport: { number: '', issuer: 'LKA' } }],
  ]
  for (const [what, change] of bad) {
    const asked = await host.call('POST', '/v1/invitations', { host: hostId, content: { ...INVITED, ...change } })
    const answer =
      asked.status === 201 ? await host.call('POST', `/v1/invitations/${asked.body.invitation}/submission`) : asked
    t.ok([400, 422].includes(answer.status), `${what}: ${answer.status} ${answer.text.slice(0, 200)}`)
    t.ok((answer.body.errors ?? []).length > 0 || answer.body.detail.length > 20, what)
  }
  t.equal((await first('GET', '/v1/invitations?state=submitted')).body.invitations.length, 0)
})

t.test(
  "another host's is not there; one officer is not two; a number is shown to no host before there is one",
  async (t) => {
    const { signIn, first, second, host, inReview, hostId } = await madeInvited(t)
    const invitation = await inReview()
    const other = await signIn('other@example.org')
    const path = `/v1/invitations/${invitation}`
    for (const [method, rest, body] of [
      ['GET', '', undefined],
      ['PUT', '', { revision: 1, content: INVITED }],
      ['POST', '/submission', undefined],
      ['POST', '/answer', { text: 'At a hotel.' }],
      ['POST', '/call-off', undefined],
      ['POST', '/arrival', { day: '2026-11-22' }],
    ] as const)
      t.equal((await other.call(method, path + rest, body)).status, 404, `${method} ${rest}`)
    t.equal(
      (await other.call('POST', '/v1/invitations', { host: hostId, content: INVITED })).status >= 400,
      true,
      "in another's name",
    )
    t.equal((await host.call('POST', `${path}/approval`)).status, 403)
    const alone = await first('POST', `${path}/approval`)
    t.equal(alone.status, 409, alone.text)
    const twice = await Promise.all([
      second('POST', `${path}/approval`),
      second('POST', `${path}/approval`),
      second('POST', `${path}/refusal`, { reason: 'no hotel' }),
    ])
    t.notOk(twice.some(({ status }) => status >= 500))
    const { state, number } = (await host.call('GET', path)).body
    t.match(state, /approved|refused/)
    if (state === 'approved') {
      t.equal(number, null, "it is the traveller's")
      t.equal((await host.call('POST', `${path}/call-off`)).status, 200)
      t.equal((await second('POST', `${path}/approval`)).status, 409, 'called off is called off')
    }
    for (const day of ['2026-11-31', '2026-13-01', 'yesterday', '2030-01-01', '1999-01-01'])
      t.ok((await host.call('POST', `${path}/arrival`, { day })).status >= 400, day)
  },
)

const HEAD =
  'surname,given_names,birth_date,nationality,passport_number,passport_issuer,purpose,category,entries,valid_from,valid_until,stay_days,email,language'
const row = (number: string, surname = 'PERERA') =>
  `${surname},NIMAL,1990-05-04,LKA,${number},LKA,tourism,B12,1,2026-12-01,2026-12-20,20,nimal@example.org,en`

t.test('of a list every line is accounted for: taken, skipped or named', async (t) => {
  const { host, hostId } = await madeInvited(t)
  const send = (text: string) =>
    host.call('POST', `/v1/invitation-lists?host=${hostId}`, text, { 'content-type': 'text/csv' })
  const lists: [string, string, number][] = [
    ['good ones with a mark of order, blank rows and CRLF', `\ufeff${HEAD}\r\n${row('N1')}\r\n\r\n${row('N2')}\r\n`, 2],
    ['a quote that is not closed', `${HEAD}\n${row('N3')}\n${row('N4', '"PERERA')}\n${row('N5')}\n${row('N6')}`, 3],
    ['one passport twice', `${HEAD}\n${row('N7')}\n${row('N7')}`, 1],
    ['formulas', `${HEAD}\n${row('N8', '=HYPERLINK("http://x")')}\n${row('N9', '@SUM(1)')}`, 0],
    ['cells that are missing', `${HEAD}\nPERERA,NIMAL\n${row('N10')}`, 1],
    ['a NUL', `${HEAD}\n${row('N1\u00001')}\n${row('N12')}`, 1],
  ]
  for (const [what, text, most] of lists) {
    const { status, body } = await send(text)
    if (status !== 200) {
      t.ok([400, 413, 422].includes(status) && body.detail.length > 20, `${what}: ${status} ${body.detail}`)
      continue
    }
    const { all, taken, already, named, skipped } = body.sums
    t.equal(taken + already + named + skipped, all, `${what}: ${JSON.stringify(body.sums)}`)
    t.ok(taken <= most, `${what}: ${taken} taken`)
    t.equal(named, body.rows.filter(({ became }: { became: string }) => became === 'named').length)
  }
  const begun = performance.now()
  for (const text of [
    '',
    '\n\n',
    'seat,remark\n12A,window',
    `${'('.repeat(60_000)}\n1`,
    `${HEAD},${'x,'.repeat(5_000)}\n`,
    '\u0000'.repeat(1_000),
  ]) {
    const { status, body } = await send(text)
    t.ok(status === 400 || status === 413 || status === 422 || body.sums.taken === 0, `${text.slice(0, 20)}: ${status}`)
  }
  t.ok(performance.now() - begun < 3_000, 'in time')
  const many = await send(`${HEAD}\n${Array.from({ length: 501 }, (_, at) => row(`M${at}`)).join('\n')}`)
  t.ok([400, 413, 422].includes(many.status), `501 rows: ${many.status}`)
})
