import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import t from 'tap'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import { hashToken } from '../../../platform/token-text.ts'
import { loadPicture } from '../../../scanner-client/station/load-picture.ts'
import { stationReader } from '../../../scanner-client/station/read-codes.ts'
import { entryOf } from '../../made-device.ts'
import { NOW, PUBLIC_URL } from '../../server/build-app.ts'
import { makeDeviceKey } from '../../server/dpop-device.ts'
import { type MadeDesk, madeDesk } from '../made-desk.ts'

// The command reads the clock of the desk.
const now = () => Math.floor(Date.now() / 1000)

async function listed(desk: MadeDesk): Promise<string[]> {
  return stripVTControlCharacters((await desk.run('devices')).text).split('\n')
}

t.test('makes a code that enrols one scanner, as text and as a picture', async (t) => {
  const desk = await madeDesk(t)
  const file = join(desk.dir, 'code.png')
  const { json, text } = await desk.run('enrol', 'border', '--qr', file)
  const { code, expires_at } = json[0]
  t.equal(expires_at, NOW + 900)
  t.ok(
    text.startsWith(`${code}\n\nOn the scanner, before 2026-11-22T10:15:00+05:00:\n`),
    'and nothing is drawn into a file',
  )
  const read = parseEnrolmentCode(code)
  if (!read.ok) return t.fail(read.error)
  const { server, secret, root } = read.value
  t.same([server, root], [PUBLIC_URL, desk.world.rootFingerprint])

  t.same(await (await stationReader()).read(await loadPicture(readFileSync(file))), [code])
  if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o600, 'it is a secret')

  t.match(await desk.askToEnrol({ secret, name: 'Booth 7' }), { status: 201, body: { role: 'border' } })
  t.equal((await desk.askToEnrol({ secret, name: 'Booth 8' })).status, 403)
  t.notOk((await desk.audit()).text.includes(secret), 'the secret is in no trail')
  await t.rejects(desk.run('enrol', 'captain'), { message: /Allowed choices are carrier, border/ })
  await t.rejects(desk.run('enrol', 'border', '--qr', join(desk.dir, 'nowhere/code.png')), { code: 'ENOENT' })
})

t.test('lists when each was seen, what it has not handed in and how old its data is', async (t) => {
  const desk = await madeDesk(t)
  t.same(await listed(desk), ['no scanner is enrolled yet: npm run -s authority -- enrol border'])
  const [border, carrier, empty] = [await desk.enrol('border'), await desk.enrol('carrier'), await desk.enrol('border')]
  const tell = (device: typeof border, unsent: number, dataAsOf: number | null, ledgerAsOf: number | null = null) =>
    device.call('PUT', `/v1/devices/${device.id}/report`, {
      unsent,
      head_seq: unsent,
      data_as_of: dataAsOf,
      ledger_as_of: ledgerAsOf,
      wire: 2,
    })
  const silent = await desk.enrol('carrier')
  await tell(border, 3, now() - 600, now() - 300)
  await tell(carrier, 0, now() - 3 * 86_400)
  await tell(empty, 0, null)
  const lines = await listed(desk)
  t.equal(lines.length, 4)
  const seen = 'seen 2026-11-22T10:00:00\\+05:00'
  for (const [{ id, role }, said] of [
    [border, `${seen}  unsent 3 of 3  data 10 min old  ledger 5 min old`],
    [carrier, `${seen}  unsent 0 of 0  data 3 d old`],
    [empty, `${seen}  unsent 0 of 0  no data  no ledger`],
    [silent, 'never seen'],
  ] as const) {
    const line = lines.find((line) => line.startsWith(id))
    t.match(line, new RegExp(`^${id}  ${role.padEnd(8)}a ${role} +${said}$`))
  }
  t.match((await desk.run('devices')).json[0].devices.length, 4)
})

t.test('enrols portals and consoles, and lists of them no more than when they were seen', async (t) => {
  const desk = await madeDesk(t)
  for (const role of ['portal', 'console'] as const) {
    const { json, text } = await desk.run('enrol', role)
    t.ok(text.startsWith(`${json[0].code}\n\nGive this code to the ${role} before 2026-11-22T10:15:00+05:00`))
    const code = parseEnrolmentCode(json[0].code)
    if (!code.ok) return t.fail(code.error)
    t.match(await desk.askToEnrol({ secret: code.value.secret, name: `a ${role}` }), { status: 201, body: { role } })
    const line = (await listed(desk)).find((one) => one.includes(` ${role}`))
    t.match(line, new RegExp(`^dev-[0-9a-f]{10}  ${role.padEnd(8)}a ${role} +never seen$`))
  }
  await t.rejects(desk.run('enrol', 'portal', '--carrier', 'KC'), { message: /of a device of role carrier/ })
})

t.test('one that speaks the first version of the wire only is marked', async (t) => {
  const desk = await madeDesk(t)
  const border = await desk.enrol('border')
  const report = { unsent: 0, head_seq: 0, data_as_of: now(), ledger_as_of: now() }
  await border.call('PUT', `/v1/devices/${border.id}/report`, report)
  t.match((await listed(desk))[0], / {2}wire 1$/)
  await border.call('PUT', `/v1/devices/${border.id}/report`, { ...report, wire: 2 })
  t.notMatch((await listed(desk))[0], /wire/)
})

t.test('one whose chain is another than what is here is marked', async (t) => {
  const desk = await madeDesk(t)
  const border = await desk.enrol('border')
  const events = []
  for (let at = 0; at < 3; at++) events.push((await border.chain.sign(entryOf('K7Q2M4XN9TC2'))).jws)
  t.match(await border.call('POST', '/v1/crossings', { events }), { status: 200 })
  for (const [unsent, head_seq, said] of [
    [0, 3, /of 3 {2}no data/],
    [2, 5, /unsent 2 of 5 {2}no data/],
    [0, 2, /of 2 {2}WENT BACK: its chain ends at 2, and 3 is here/],
    [1, 5, /of 5 {2}NOT HERE: 4 handed in, and 3 is here/],
  ] as const) {
    const report = { unsent, head_seq, data_as_of: null, ledger_as_of: null, wire: 2 }
    await border.call('PUT', `/v1/devices/${border.id}/report`, report)
    t.match((await listed(desk))[0], said)
  }
  t.match((await desk.run('devices')).json[0].devices, [{ report: { held_seq: 3 } }])
})

t.test('tells an age in the unit that fits it', async (t) => {
  const desk = await madeDesk(t)
  const border = await desk.enrol('border')
  for (const [age, said] of [
    [-60, '0 min'],
    [60, '1 min'],
    [7200, '2 h'],
    [19 * 3600, '19 h'],
    [3 * 86_400, '3 d'],
  ] as const) {
    const asOf = now() - age
    const report = { unsent: 0, head_seq: 0, data_as_of: asOf, ledger_as_of: asOf, wire: 2 }
    await border.call('PUT', `/v1/devices/${border.id}/report`, report)
    t.ok((await listed(desk))[0]?.endsWith(`data ${said} old  ledger ${said} old`), said)
  }
})

t.test('ends the access of a lost scanner, once', async (t) => {
  const desk = await madeDesk(t)
  const [lost, kept] = [await desk.enrol('border'), await desk.enrol('border')]
  const report = { unsent: 2, head_seq: 2, data_as_of: null, ledger_as_of: null, wire: 2 }
  await lost.call('PUT', `/v1/devices/${lost.id}/report`, report)
  t.match(await desk.run('revoke-device', lost.id), {
    text: `revoked ${lost.id}`,
    json: [{ revoked: lost.id }],
    code: 0,
  })
  t.equal((await lost.call('GET', `/v1/devices/${lost.id}`)).status, 401)
  t.equal((await kept.call('GET', `/v1/devices/${kept.id}`)).status, 200)
  const lines = await listed(desk)
  t.match(
    lines.find((line) => line.startsWith(lost.id)),
    /REVOKED 2026-11-22T10:00:00\+05:00 {2}unsent 2 of 2$/,
  )
  t.notMatch(
    lines.find((line) => line.startsWith(kept.id)),
    /REVOKED/,
  )
  t.match((await desk.store.auditAfter(0, 100)).at(-1), {
    actor: 'authority/Әсел',
    act: 'revoke-device',
    subject: lost.id,
  })
  for (const id of [lost.id, 'dev-none', '../visas', "' OR 1=1 --"])
    await t.rejects(desk.run('revoke-device', id), { name: 'CallFailed', message: /No such device/ }, id)
})

t.test('the name that a scanner gave itself before such names were refused tells the terminal nothing', async (t) => {
  const desk = await madeDesk(t)
  const { json } = await desk.run('enrol', 'border')
  const code = parseEnrolmentCode(json[0].code)
  if (!code.ok) return t.fail(code.error)
  const name = 'A\u009b2J\u202eB'
  const { jwk } = await makeDeviceKey()
  t.ok(await desk.store.enrolDevice(hashToken(code.value.secret), { id: 'dev-0000000001', name, jwk }, { at: NOW }))
  t.match(await listed(desk), [/ border {2}A 2J B +never seen$/])
})
