import { Validator } from '@seriousme/openapi-schema-validator'
import t from 'tap'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { DecisionDocument } from '#evisa/decision-schema.ts'
import { outcomeOf, REASONS, type Reason } from '#evisa/reasons.ts'
import { ROUTES } from '../../server/access/roles-of-routes.ts'
import { build } from './build-app.ts'

interface Media {
  readonly schema?: unknown
  readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: Record<string, unknown> }>>
}
interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly description?: string
  readonly security?: readonly unknown[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly parameters?: readonly { readonly name: string }[]
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Media>> }>
  >
}

// The pages are for people.
const PAGES = /^GET \/(|scan|scan\/\*?|Q|q)$/

function operationsOf(document: { paths?: unknown }): [string, Operation][] {
  const paths = document.paths as Record<string, Record<string, Operation>>
  return Object.keys(ROUTES)
    .filter((route) => !PAGES.test(route))
    .map((route) => {
      const [method = '', url = ''] = route.split(' ')
      return [route, paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()] as Operation]
    })
}

t.test('the description is valid OpenAPI 3.1', async (t) => {
  const { app } = await build(t)
  const validator = new Validator()
  const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(app.swagger())))
  t.ok(valid, JSON.stringify(errors))
  t.equal(validator.version, '3.1')
  const broken = await new Validator().validate({ openapi: '3.1.0', info: { title: 'x' }, paths: {} })
  t.notOk(broken.valid, 'the validator finds faults')
})

t.test('every route says what it is, what it answers, and how it can fail', async (t) => {
  const { app } = await build(t)
  const operations = operationsOf(JSON.parse(JSON.stringify(app.swagger())))
  const ids = operations.map(([, { operationId }]) => operationId)
  t.equal(new Set(ids).size, ids.length, 'operation ids are names')
  for (const [route, operation] of operations) {
    const { operationId, summary, description, responses, requestBody } = operation
    t.match(operationId, /^[a-z][A-Za-z]+$/, route)
    t.ok(summary && description, `${route} is described`)
    const statuses = Object.keys(responses)
    const good = statuses.filter((status) => status < '400')
    t.ok(good.length > 0, `${route} answers`)
    for (const status of good) {
      const { content } = responses[status] ?? {}
      t.equal(content === undefined, ['204', '304'].includes(status), `${route} ${status} has a schema`)
      for (const { schema } of Object.values(content ?? {})) t.ok(schema, route)
    }
    const isOpen = ROUTES[route]?.includes('anyone')
    const expected = [
      '429',
      '500',
      '503',
      ...(isOpen ? [] : ['401', '403']),
      ...(requestBody ? ['400', '413', '415'] : []),
    ]
    t.same(
      expected.filter((status) => !statuses.includes(status)),
      [],
      `${route} tells its errors`,
    )
    if (/:\w+/.test(route))
      t.ok(
        statuses.some((status) => ['400', '404'].includes(status)),
        route,
      )
    for (const status of statuses.filter((status) => status >= '400')) {
      t.notMatch(responses[status]?.description, /^Default/, `${route} ${status}`)
      const [type] = Object.keys(responses[status]?.content ?? {})
      const isOAuth = route === 'POST /v1/token' && ['400', '401'].includes(status)
      t.equal(type, isOAuth ? 'application/json' : 'application/problem+json', `${route} ${status}`)
    }
  }
})

t.test('each reason has an example for each audience, which the schema accepts', async (t) => {
  const { app } = await build(t)
  const operations = new Map(operationsOf(JSON.parse(JSON.stringify(app.swagger()))))
  const examples =
    operations.get('POST /v1/verifications')?.responses[200]?.content?.['application/json']?.examples ?? {}
  const strict = Compile(Type.Object(DecisionDocument.properties, { additionalProperties: false }))
  const found = new Set<string>()
  for (const [name, { summary, value }] of Object.entries(examples)) {
    t.same(strict.Errors(value)[1], [], name)
    t.match(summary, (value as { word: { en: string } }).word.en)
    found.add(`${value.reason} ${value.audience}`)
  }
  for (const reason of Object.keys(REASONS) as Reason[]) {
    for (const audience of ['carrier', 'entry', 'exit'] as const) {
      t.equal(found.has(`${reason} ${audience}`), outcomeOf(reason, audience) !== null, `${reason} ${audience}`)
    }
  }
})

t.test('the requests that it shows as examples are taken', async (t) => {
  const { app, enrol } = await build(t)
  const carrier = await enrol('carrier')
  const operations = operationsOf(JSON.parse(JSON.stringify(app.swagger())))
  let sent = 0
  for (const [route, { requestBody }] of operations) {
    for (const [name, { value }] of Object.entries(requestBody?.content['application/json']?.examples ?? {})) {
      const [, url = ''] = route.split(' ')
      const answer = await carrier.call('POST', url, value)
      t.equal(answer.status, 200, `${route} ${name} ${answer.text.slice(0, 200)}`)
      sent += 1
    }
  }
  t.equal(sent, 3)
})

t.test('what is answered fails as it is described', async (t) => {
  const { app, nobody, authority, enrol } = await build(t)
  const carrier = await enrol('carrier')
  const operations = new Map(operationsOf(JSON.parse(JSON.stringify(app.swagger()))))
  const answers = [
    ['POST /v1/verifications', await nobody('POST', '/v1/verifications', {})],
    ['POST /v1/verifications', await carrier.call('POST', '/v1/verifications', {})],
    ['POST /v1/visas', await carrier.call('POST', '/v1/visas', {})],
    ['GET /v1/flight-checks/:id', await carrier.call('GET', '/v1/flight-checks/none')],
    ['GET /v1/visas/:number', await authority('GET', '/v1/visas/x')],
    [
      'POST /v1/token',
      await nobody('POST', '/v1/token', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
    ],
    ['POST /v1/token', await nobody('POST', '/v1/token', {})],
    ['POST /v1/crossings', await nobody('POST', '/v1/crossings', {})],
    ['GET /v1/artefacts/root/:version', await nobody('GET', '/v1/artefacts/root/999')],
  ] as const
  for (const [route, { status, headers }] of answers) {
    t.ok(status >= 400, route)
    const described = operations.get(route)?.responses[status]?.content ?? {}
    const [type = ''] = String(headers['content-type']).split(';')
    t.ok(Object.keys(described).includes(type), `${route} ${status} ${type}`)
  }
})
