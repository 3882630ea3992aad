import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import { enrolmentCodeFile } from '../../start/face-enrolment.ts'
import { AUTHORITY_TOKEN, build, PUBLIC_URL } from '../server/build-app.ts'

async function place(t: Test, token = AUTHORITY_TOKEN) {
  const { app, askToEnrol } = await build(t)
  const server = await app.listen({ host: '127.0.0.1', port: 0 })
  const dir = t.testdir({ data: { 'authority.token': `${token}\n`, portal: {} } })
  const [dataDir, folder] = [join(dir, 'data'), join(dir, 'data', 'portal')]
  const role = 'portal' as const
  return { askToEnrol, server, publicUrl: PUBLIC_URL, dataDir, role, folder, device: join(folder, 'device.json') }
}

t.test('a portal that is not enrolled gets a code, by which it is', async (t) => {
  const { askToEnrol, ...of } = await place(t)
  const file = (await enrolmentCodeFile(of)) ?? ''
  const code = parseEnrolmentCode(readFileSync(file, 'utf8'))
  if (!code.ok) return t.fail(code.error)
  t.equal(code.value.server, PUBLIC_URL)
  t.match(await askToEnrol({ secret: code.value.secret, name: 'portal' }), { status: 201, body: { role: 'portal' } })
  if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o600)
})

t.test(
  'one that is enrolled here gets none, and one that is enrolled at another address is enrolled anew',
  async (t) => {
    const { askToEnrol: _, ...of } = await place(t)
    writeFileSync(of.device, JSON.stringify({ issuer: PUBLIC_URL }))
    t.equal(await enrolmentCodeFile(of), null)
    t.ok(existsSync(of.device))
    for (const content of [JSON.stringify({ issuer: 'http://127.0.0.1:1' }), '{']) {
      writeFileSync(of.device, content)
      t.not(await enrolmentCodeFile(of), null)
      t.notOk(existsSync(of.device))
    }
  },
)

t.test('a server that gives no code is told by what it says', async (t) => {
  const { askToEnrol: _, ...of } = await place(t, 'x'.repeat(43))
  await t.rejects(enrolmentCodeFile(of), /gave it no code \(401\)/)
})
