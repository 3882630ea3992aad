import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t, { type Test } from 'tap'
import { request } from 'undici'
import { type Begun, begin as beginAll } from './begun.ts'
import { portalDevice } from './portal-device.ts'

const programs = { portal: resolve(import.meta.dirname, 'stand-in-portal.ts') }

function begin(t: Test, settings: Record<string, string>, isDemonstration = true): Begun {
  return beginAll(t, { settings, isDemonstration, programs })
}

/** What came to an address, once something did. */
async function mailTo(mailbox: string, address: string): Promise<readonly { readonly code: string; text: string }[]> {
  for (;;) {
    const { messages } = JSON.parse(await textAt(`${mailbox}/messages?to=${address}`))
    if (messages.length > 0) return messages
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const textAt = (url: string) => request(url).then(({ body }) => body.text())

t.test('a demonstration has all that it takes to try it, and tells of the portal first', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const { said, end, until } = begin(t, { EVISA_DATA_DIR: dataDir })
  await until(/(making the keys) of/)
  t.notMatch(said.out, / at http/, 'what takes long is said before there is an address')
  const acquirer = await until(/^test acquirer at (\S+)\n/m)
  t.strictSame(said.out.match(/^(portal|demonstration|test mailbox|evisa-gate authority|test acquirer) at/gm), [
    ...['portal at', 'demonstration at', 'test mailbox at', 'evisa-gate authority at', 'test acquirer at'],
  ])
  const portal = await until(/^portal at (\S+)\n/m)
  const mailbox = await until(/^test mailbox at (\S+)\n/m)
  const server = await until(/^evisa-gate authority at (\S+)\n/m)
  const demonstration = await until(/^demonstration at (\S+)\n/m)
  const told = JSON.parse(await textAt(portal))
  t.match(told, { mailbox, demonstration, check: server })
  const people = await textAt(demonstration)
  for (const link of [portal, mailbox, `${server}/scan/`, `${server}/`]) t.match(people, `href="${link}"`)
  t.notOk(existsSync(told.codeFile), 'the code is used up, and gone')
  t.equal(JSON.parse(readFileSync(join(dataDir, 'portal/device.json'), 'utf8')).issuer, server)
  const call = await portalDevice(server, dataDir)
  const asked = { email: 'somebody@some.example', kind: 'applicant', language: 'en' }
  t.match(await call('POST', '/v1/sign-ins', asked), { status: 202 })
  const [letter] = await mailTo(mailbox, asked.email)
  t.match(letter?.code, /^[0-9]{6}$/, 'what the server mails is in the mailbox')
  t.match(letter?.text, `${portal}/`, 'and leads to the portal')
  t.match(await textAt(acquirer), /TEST/)
  t.equal(await end(), 0)
  t.equal(said.err, '')
  for (const url of [portal, demonstration, mailbox, server, acquirer]) await t.rejects(textAt(url), url)
})

t.test('without a portal the server goes on, and what does not work is said', async (t) => {
  const { said, end, until } = begin(t, { EVISA_DATA_DIR: join(t.testdir(), 'data'), PORTAL_DEMONSTRATION: 'off' })
  const server = await until(/^evisa-gate authority at (\S+)\n/m)
  t.match(said.err, /^the portal did not start: nobody can apply on its pages until the next start$/m)
  t.match(await textAt(`${server}/v1/terms`), /editions/)
  t.equal(await end(), 0)
})

t.test('a server that does not start leaves nothing behind, and nothing runs on', async (t) => {
  const dir = t.testdir()
  const { said, over } = begin(t, { EVISA_DATA_DIR: join(dir, 'data'), EVISA_QR_PREFIX: 'none' })
  t.equal(await over, 1)
  t.strictSame(readdirSync(dir), [])
  t.notMatch(said.err, /until the next start/)
  t.notMatch(said.out, / at http/, 'nobody is sent to what ended with it')
})

t.test('what is asked to end while it starts ends', async (t) => {
  const { end, until, said } = begin(t, { EVISA_DATA_DIR: join(t.testdir(), 'data') })
  await until(/(making the keys) of/)
  t.not(await end(), 0)
  t.notMatch(said.out, /portal at/)
  t.equal(said.err, '')
})

t.test('in service it runs the server, and a portal only where the settings speak of one', async (t) => {
  const dir = t.testdir({ portal: { 'device.json': '{}' } })
  const alone = begin(t, { EVISA_DATA_DIR: join(dir, 'alone') }, false)
  await alone.until(/^evisa-gate authority at (\S+)\n/m)
  t.notMatch(alone.said.out, /portal at|demonstration at|mailbox at|acquirer at/)
  t.equal(await alone.end(), 0)
  const settings = { PORTAL_DATA_DIR: join(dir, 'portal'), PORTAL_PORT: '0' }
  const both = begin(t, { EVISA_DATA_DIR: join(dir, 'both'), ...settings }, false)
  await both.until(/^evisa-gate authority at (\S+)\n/m)
  t.match(both.said.out, /^portal at /m)
  t.equal(await both.end(), 0)
})
