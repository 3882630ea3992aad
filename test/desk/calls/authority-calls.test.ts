import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { authorityCalls, CallFailed } from '../../../desk/calls/authority-calls.ts'
import { AUTHORITY_TOKEN, application, build } from '../../server/build-app.ts'

/** Sets what the desk is told by the environment, for one test. */
function settings(t: Test, set: Readonly<Record<string, string>>): void {
  for (const name of ['EVISA_AUTHORITY_TOKEN', 'EVISA_DATA_DIR']) {
    const before = process.env[name]
    t.teardown(() => {
      if (before === undefined) delete process.env[name]
      else process.env[name] = before
    })
    delete process.env[name]
  }
  Object.assign(process.env, set)
}

/** Something that stands where the server is looked for. */
async function standing(t: Test, answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

t.test('calls the server as the authority, in every manner that the desk needs', async (t) => {
  const { app, store, enrol } = await build(t)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  settings(t, { EVISA_AUTHORITY_TOKEN: AUTHORITY_TOKEN })
  const { call, send } = authorityCalls(() => ({ url, operator: 'Әсел' }))
  const { visa_number } = await call<{ visa_number: string }>('POST', '/v1/visas', application())
  t.match(await store.findVisa(visa_number), { status: 'valid' })
  t.match(await call('GET', `/v1/visas/${visa_number}`), { visa_number, status: 'valid' })
  const suspended = { status: 'suspended', reason: 'a test' }
  t.match(await call('PUT', `/v1/visas/${visa_number}/status`, suspended), { status: 'suspended' })
  const { id } = await enrol('border')
  t.equal(await call('DELETE', `/v1/devices/${id}`), undefined, 'an answer without a body')
  const png = await send('GET', `/v1/visas/${visa_number}/qr.png`)
  t.same(png.subarray(0, 4), Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'bytes as they are')
})

t.test('what the server refuses is told in its words', async (t) => {
  const { app } = await build(t)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  settings(t, { EVISA_AUTHORITY_TOKEN: AUTHORITY_TOKEN })
  const { call } = authorityCalls(() => ({ url, operator: 'Әсел' }))
  const refused = (method: 'GET' | 'POST', path: string, message: RegExp, body?: unknown) =>
    t.rejects(call(method, path, body), { name: 'CallFailed', message })
  await refused('POST', '/v1/visas', /^entries B12 takes 1$/, application({ entries: 2 }))
  await refused('GET', '/v1/visas/K7Q2', /^a visa number has 12 letters/)
  const status = '/v1/visas/KW8SCQB8V3BV/status'
  await t.rejects(call('PUT', status, { status: 'revoked', reason: 'x' }), { message: /^--reason must not have fewer/ })
  await t.rejects(call('POST', '/v1/deliveries/abc/resend'), { message: 'ID is not of the form that it takes' })
  process.env.EVISA_AUTHORITY_TOKEN = 'A'.repeat(43)
  await refused('GET', '/v1/devices', /^Sign in first: /)
})

t.test("reads the token from the server's folder, unless it is set", async (t) => {
  const { app } = await build(t)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const dir = join(t.testdirName, 'data')
  settings(t, { EVISA_DATA_DIR: dir })
  const { call } = authorityCalls(() => ({ url, operator: 'Әсел' }))
  await t.rejects(call('GET', '/v1/devices'), {
    name: 'CallFailed',
    message: `there is no ${join(dir, 'authority.token')}: start the server first, or set EVISA_DATA_DIR or EVISA_AUTHORITY_TOKEN`,
  })
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'authority.token'), `${AUTHORITY_TOKEN}\n`)
  t.same(await call('GET', '/v1/devices'), { devices: [] })
  writeFileSync(join(dir, 'authority.token'), 'another\n')
  process.env.EVISA_AUTHORITY_TOKEN = AUTHORITY_TOKEN
  t.same(await call('GET', '/v1/devices'), { devices: [] })
})

t.test('what stands in the way is told by its address', async (t) => {
  settings(t, { EVISA_AUTHORITY_TOKEN: AUTHORITY_TOKEN })
  const closed = authorityCalls(() => ({ url: 'http://127.0.0.1:1', operator: 'Әсел' }))
  await t.rejects(closed.call('GET', '/v1/devices'), {
    name: 'CallFailed',
    message:
      'the server at http://127.0.0.1:1 cannot be reached (ECONNREFUSED): is it running? It is looked for where --url, EVISA_URL or EVISA_PORT says, else at port 8080 of this machine: set one of them as the server has it',
  })
  // A proxy answers in its own words, or in JSON that is no problem document.
  for (const body of ['<html>Bad Gateway</html>', '', 'null', '"bad"', '[]', '{"error":"bad"}', '{"title":null}']) {
    const url = await standing(t, (_, response) => response.writeHead(502).end(body))
    await t.rejects(
      authorityCalls(() => ({ url, operator: 'Әсел' })).call('GET', '/'),
      new CallFailed(`the server at ${url} answered 502`, 502),
      body,
    )
  }
  const moved = await standing(t, (_, response) => response.writeHead(302, { location: 'https://login.test/' }).end())
  await t.rejects(authorityCalls(() => ({ url: moved, operator: 'Әсел' })).send('GET', '/'), {
    message: `the server at ${moved} answered 302`,
  })
})

t.test('an answer that breaks off is no answer', async (t) => {
  settings(t, { EVISA_AUTHORITY_TOKEN: AUTHORITY_TOKEN })
  const url = await standing(t, (_, response) => {
    response.writeHead(200, { 'content-length': 100 })
    response.write('{"devices":[]}')
    setTimeout(() => response.destroy(), 20)
  })
  await t.rejects(authorityCalls(() => ({ url, operator: 'Әсел' })).call('GET', '/v1/devices'), {
    name: 'CallFailed',
    message: /cannot be reached/,
  })
})

t.test('the address is asked for at each call', async (t) => {
  settings(t, { EVISA_AUTHORITY_TOKEN: AUTHORITY_TOKEN })
  const seen: unknown[] = []
  const url = await standing(t, (request, response) => {
    seen.push([request.method, request.url, request.headers.authorization, request.headers['content-type']])
    response.end('{}')
  })
  let address = 'http://127.0.0.1:1'
  const { call } = authorityCalls(() => ({ url: address, operator: 'Әсел' }))
  address = url
  await call('GET', '/a?b=c')
  await call('POST', '/d', { e: 1 })
  t.same(seen, [
    ['GET', '/a?b=c', `Bearer ${AUTHORITY_TOKEN}`, undefined],
    ['POST', '/d', `Bearer ${AUTHORITY_TOKEN}`, 'application/json'],
  ])
})

t.test("an operator's own token comes before the authority's, and is named where it is missing", async (t) => {
  const { app, authority, store, dir, issue } = await build(t)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  settings(t, { EVISA_AUTHORITY_TOKEN: AUTHORITY_TOKEN })
  const tokenFile = join(dir, 'dana.token')
  const { call } = authorityCalls(() => ({ url, operator: 'somebody else', tokenFile }))
  await t.rejects(call('GET', '/v1/policy'), {
    message: `there is no ${tokenFile}: give the file with the operator's token`,
  })
  writeFileSync(tokenFile, `${(await authority('PUT', '/v1/operators/Dana')).body.token}\n`)
  const { visa_number } = await issue()
  await call('PUT', `/v1/visas/${visa_number}/status`, { status: 'suspended', reason: 'a test' })
  t.match((await store.auditAfter(0, 99)).at(-1), { actor: 'operator/Dana', act: 'set-status' })
})

t.test('what an operator is told of proposals is heard with every answer, also with a refusal', async (t) => {
  const built = await build(t)
  const url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  const [asel] = [await built.operator('Asel'), await built.operator('Bolat')]
  settings(t, { EVISA_AUTHORITY_TOKEN: (await built.authority('PUT', '/v1/operators/Dana')).body.token })
  const heard: unknown[] = []
  const { call } = authorityCalls(
    () => ({ url, operator: '' }),
    (news) => heard.push(news),
  )
  await call('GET', '/v1/proposals')
  const { visa_number } = await built.issue()
  await asel('POST', '/v1/proposals/status', { status: 'revoked', reason: 'a test', visa_numbers: [visa_number] })
  await t.rejects(call('GET', '/v1/visas/222222222223'), { message: /check character/ })
  t.strictSame(heard, [
    { waiting: 0, ended: 0 },
    { waiting: 1, ended: 0 },
  ])
})
