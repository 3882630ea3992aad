import { once } from 'node:events'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import { enrolFace, isEnrolled, NotEnrolled, openFace } from '../../../pages/authority/device-folder.ts'
import { faceCalls } from '../../../pages/authority/face-calls.ts'
import { build } from '../../server/build-app.ts'

const SECRET = 's'.repeat(43)
const ROOT = 'r'.repeat(43)
const now = () => Math.floor(Date.now() / 1000)

async function listening(t: Test) {
  const address = { url: '' }
  const built = await build(t, { publicUrl: () => address.url })
  built.clock.now = now()
  address.url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  const codeOf = async (role = 'portal') => {
    const { secret } = (await built.authority('POST', '/v1/enrolment-codes', { role })).body
    return writeEnrolmentCode({ server: address.url, secret, root: ROOT })
  }
  return { built, url: address.url, codeOf }
}

t.test('a face enrols by its code, once, and what it keeps is its alone', async (t) => {
  const { codeOf } = await listening(t)
  const folder = join(t.testdir(), 'portal')
  t.notOk(isEnrolled(folder))
  const code = await codeOf()
  await enrolFace(code, 'portal test', folder)
  t.ok(isEnrolled(folder))
  t.same(readdirSync(folder), ['device.json'])
  t.equal(statSync(folder).mode & 0o777, 0o700)
  t.equal(statSync(join(folder, 'device.json')).mode & 0o777, 0o600)
  const face = await openFace(folder)
  t.notOk(face.key.privateKey.extractable, 'in memory the key cannot be read out')
  const answer = await faceCalls(face, now)({ method: 'GET', path: '/v1/terms' })
  t.equal(answer.status, 200)
  await t.rejects(enrolFace(code, 'portal again', join(t.testdirName, 'another')), { name: 'NotEnrolled' })
  t.notOk(isEnrolled(join(t.testdirName, 'another')))
})

t.test('what is no code, and a server that is not there, are told of by what to do', async (t) => {
  const folder = join(t.testdir(), 'portal')
  for (const code of ['', 'x', 'https://portal.example'])
    await t.rejects(enrolFace(code, 'portal', folder), NotEnrolled)
  const gone = writeEnrolmentCode({ server: 'http://127.0.0.1:9', secret: SECRET, root: ROOT })
  await t.rejects(enrolFace(gone, 'portal', folder), { name: 'NotEnrolled', message: /http:\/\/127\.0\.0\.1:9/ })
  t.notOk(isEnrolled(folder))
})

t.test('what answers in its place with something else enrols nobody', async (t) => {
  const folder = join(t.testdir(), 'portal')
  const answers = [
    { status: 200, body: '<html>a captive portal</html>', headers: {} },
    { status: 200, body: '{}', headers: {} },
    { status: 502, body: 'Bad Gateway', headers: {} },
    { status: 307, body: '', headers: { location: 'http://127.0.0.1:9/' } },
  ]
  let answer = { status: 500, body: '', headers: {} }
  const server = createServer((_request, reply) => {
    reply.writeHead(answer.status, answer.headers).end(answer.body)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  for (answer of answers) {
    const code = writeEnrolmentCode({ server: `http://127.0.0.1:${port}`, secret: SECRET, root: ROOT })
    await t.rejects(enrolFace(code, 'portal', folder), { name: 'NotEnrolled' })
  }
  t.notOk(isEnrolled(folder))
})

t.test('a file that is damaged is told of', async (t) => {
  const folder = t.testdir()
  for (const text of ['', '{', '{}', '{"issuer":"x","device":"y","jwk":{"kty":"EC"}}']) {
    writeFileSync(join(folder, 'device.json'), text)
    await t.rejects(openFace(folder), { name: 'NotEnrolled', message: /is damaged: take it away, and enrol again/ })
  }
})
