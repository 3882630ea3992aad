import t, { type Test } from 'tap'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import { deviceAccess } from '../../../../scanner-client/offline/device-access.ts'
import { carrierDevices } from '../../../../scanner-client/pwa/flights/carrier-devices.ts'
import { type Built, build, type EnrolledDevice } from '../../../server/build-app.ts'
import { fetchAt } from './fetch-at.ts'

async function scene(t: Test) {
  const built = await build(t)
  await built.authority('PUT', '/v1/carriers/KC', { name: 'Air Astana', device_limit: 3 })
  const chief = await built.enrol('carrier', { carrier: 'KC', tablet: true })
  const gate = await built.enrol('carrier', { carrier: 'KC' })
  return { built, chief, gate }
}

function devicesOf(built: Built, { id: device, key }: EnrolledDevice) {
  const now = () => Math.floor(Date.now() / 1000)
  const fetch = fetchAt(built)
  const trust = async () => null
  return carrierDevices(deviceAccess({ fetch, issuer: 'http://authority.test', device, key: key.pair, now, trust }))
}

t.test('an administrator sees its carrier, makes a code, revokes another; no other device does', async (t) => {
  const { built, chief, gate } = await scene(t)
  const [own, other] = [devicesOf(built, chief), devicesOf(built, gate)]
  t.equal(await own.isAdministrator(chief.id), true)
  t.equal(await other.isAdministrator(gate.id), false)
  t.same((await own.list()).map(({ id }) => id).sort(), [chief.id, gate.id].sort())
  t.match(parseEnrolmentCode((await own.makeCode()).text), { ok: true })
  await t.rejects(own.makeCode(), { name: 'Rejected', message: /as many devices/ })
  for (const refused of [() => other.list(), () => other.makeCode(), () => other.revoke(chief.id)])
    await t.rejects(async () => void (await refused()), { name: 'Rejected', status: 403 })
  await own.revoke(gate.id)
  t.match(
    (await own.list()).find(({ id }) => id === gate.id),
    { revoked_at: Number },
  )
  await t.rejects(own.revoke(chief.id), { name: 'Rejected' })
})
