import t from 'tap'
import { canBeKept, unkeptIn } from '../../../server/http/kept-texts.ts'
import { build, problemOf } from '../build-app.ts'

const placeIn = (text: string) => unkeptIn(text, JSON.parse(text))

t.test('a NUL and half of a character cannot be kept; whole ones can', async (t) => {
  for (const text of ['', 'Нұр', '🙂', '\ufffd', '\u0001', '\\u0000']) t.ok(canBeKept(text), JSON.stringify(text))
  for (const text of ['\0', 'a\0', '\ud83d', '\ude42\ud83d']) t.notOk(canBeKept(text), JSON.stringify(text))
})

t.test('it is found wherever it stands in a body, and what only looks like it is not', async (t) => {
  for (const [text, place] of [
    ['{"a":"\\u0000"}', 'a'],
    ['{"a":[{"b":"x\\uD83D"}]}', 'a.0.b'],
    ['"\\u0000"', 'body'],
    ['{"a\\u0000":1}', 'body'],
    ['{"a":{"b\\udc00":1}}', 'a'],
    ['{"a":"\\\\u0000"}', null],
    ['{"a":"\\ud83d\\ude42"}', null],
    ['{"a":"\\u00001"}', 'a'],
    ['{"a":1}', null],
  ] as const)
    t.equal(placeIn(text), place, text)
  const deep = `${'['.repeat(4000)}"\\u0000"${']'.repeat(4000)}`
  t.ok(placeIn(deep))
})

t.test('no route takes one, in a body, in an address or in what is asked for', async (t) => {
  const { authority, operator, issue } = await build(t)
  const dana = await operator('Dana')
  const { visa_number } = await issue()
  const put = await authority('PUT', `/v1/visas/${visa_number}/status`, { status: 'suspended', reason: 'a\0 test' })
  t.strictSame([put.status, problemOf(put)], [400, 'bad-request'])
  t.match(put.body, {
    detail: /^reason has a character that cannot be kept/,
    errors: [{ field: 'reason', rule: 'kept' }],
  })
  for (const [call, method, url, body] of [
    [authority, 'PUT', '/v1/carriers/KC', { name: 'Air\ud800', device_limit: 3 }],
    [authority, 'POST', '/v1/visas', { visa_support_number: 'KZ\0' }],
    [authority, 'GET', `/v1/visas/${visa_number}%00`, undefined],
    [authority, 'GET', '/v1/audit?after=%00', undefined],
    [dana, 'GET', '/v1/cases?state=%00', undefined],
    [dana, 'POST', '/v1/proposals/status', { status: 'revoked', reason: 'so\0 it is', visa_numbers: [visa_number] }],
  ] as const) {
    const answer = await call(method, url, body)
    t.equal(answer.status, 400, `${method} ${url}`)
  }
})
