import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import t, { type Test } from 'tap'
import { formatInstant } from '#evisa/civil-date.ts'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import { loadPicture } from '../../scanner-client/station/load-picture.ts'
import { stationReader } from '../../scanner-client/station/read-source.ts'
import { addDeviceCommands } from '../../server/device-commands.ts'
import { madeDesk } from './made-desk.ts'

/** The desk with these commands; each run gives what is shown as JSON and as text. */
async function deskOf(t: Test) {
  const made = await madeDesk(t)
  const run = async (...args: readonly string[]) => {
    // biome-ignore lint/suspicious/noExplicitAny: documents of every kind
    const shown: { json: any; text: string }[] = []
    const program = new Command('authority').exitOverride().configureOutput({ writeErr: () => undefined })
    addDeviceCommands(program, made, (json, text) => void shown.push({ json, text }))
    await program.parseAsync(args, { from: 'user' })
    return shown[0] ?? { json: null, text: '' }
  }
  return { ...made, run }
}

t.test('a code carries the address that devices know the server by, as text and as picture', async (t) => {
  const { run, world, askToEnrol, clock } = await deskOf(t)
  const file = join(t.testdir(), 'code.png')
  const { json, text } = await run('enrol', 'border', '--qr', file)
  const code = parseEnrolmentCode(json.code)
  t.match(code, { ok: true, value: { server: 'http://authority.test', root: world.rootFingerprint } })
  t.equal(json.expires_at, clock.now + 900)
  t.ok(text.includes(json.code) && text.includes(formatInstant(json.expires_at)))
  const { read } = await stationReader()
  t.same(await read(await loadPicture(readFileSync(file))), [json.code], 'a scanner reads the picture')
  if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o600, 'whoever sees it can enrol by it')
  if (code.ok) t.equal((await askToEnrol({ secret: code.value.secret, name: 'Booth' })).status, 201)
  await t.rejects(run('enrol', 'captain'), { name: 'CallFailed', message: /role/ })
})

t.test('the list tells what each scanner holds and how old it is', async (t) => {
  const { run, enrol, clock } = await deskOf(t)
  t.match(await run('devices'), { json: { devices: [] }, text: /no scanner is enrolled yet/ })
  // The desk tells ages by its own clock.
  clock.now = Math.floor(Date.now() / 1000)
  const [booth, counter, fresh] = [await enrol('border'), await enrol('carrier'), await enrol('border')]
  const report = { unsent: 3, head_seq: 17, data_as_of: clock.now - 600, ledger_as_of: clock.now - 3 * 86_400 }
  await booth.call('PUT', `/v1/devices/${booth.id}/report`, report)
  const bare = { unsent: 0, head_seq: 0, data_as_of: null, ledger_as_of: null }
  await counter.call('PUT', `/v1/devices/${counter.id}/report`, bare)
  const { json, text } = await run('devices')
  const byId = Object.fromEntries(json.devices.map((device: { id: string }) => [device.id, device]))
  t.match(byId, { [booth.id]: { report }, [counter.id]: { report: bare }, [fresh.id]: { report: null } })
  const lineOf = (id: string) => text.split('\n').find((line) => line.includes(id)) ?? ''
  t.match(lineOf(booth.id), /border {2}a border +seen .* unsent 3 of 17.*data 10 min old.*ledger 3 d old/)
  t.match(lineOf(counter.id), /carrier a carrier +seen .* unsent 0 of 0.*no data/)
  t.notMatch(lineOf(counter.id), /ledger/, 'it has none to hold')
  t.match(lineOf(fresh.id), /never seen$/)
})

t.test('a lost scanner is revoked once, and the list says so', async (t) => {
  const { run, enrol, authority, clock } = await deskOf(t)
  const lost = await enrol('border')
  const report = { unsent: 2, head_seq: 2, data_as_of: null, ledger_as_of: null }
  await lost.call('PUT', `/v1/devices/${lost.id}/report`, report)
  t.match(await run('revoke-device', lost.id), { json: { revoked: lost.id }, text: `revoked ${lost.id}` })
  t.equal((await lost.call('PUT', `/v1/devices/${lost.id}/report`, report)).status, 401)
  const { text } = await run('devices')
  t.ok(text.includes(`REVOKED ${formatInstant(clock.now)}`) && text.includes('unsent 2 of 2'), text)
  await t.rejects(run('revoke-device', lost.id), { message: /No such device, or it was revoked before/ })
  await t.rejects(run('revoke-device', '../visas'), { message: /No such device/ })
  const { rows } = (await authority('GET', '/v1/audit?after=0')).body
  t.match(rows.at(-1), { act: 'revoke-device', subject: lost.id, actor: 'authority/Әсел' })
})
