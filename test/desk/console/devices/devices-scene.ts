/** The pages of devices over a whole server: an operator who keeps them, and devices as the API lists them. */
import type { Test } from 'tap'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import type { ListedDevice } from '../../../../desk/console/devices/own-desk.ts'
import { makeDeviceKey } from '../../../server/dpop-device.ts'
import { consoleScene } from '../console-scene.ts'

export const DEVICES_NOW = 1_800_000_000

export async function devicesScene(t: Test) {
  const scene = await consoleScene(t)
  for (const id of ['KC', 'FS'])
    await scene.built.authority('PUT', `/v1/carriers/${id}`, { name: `${id} airline`, device_limit: 9 })
  const operator = await scene.signedIn(await scene.make('Olga', ['operator']))
  /** Enrols by a code as a page shows it; the role that came of it, or null. */
  const enrolBy = async (text: string) => {
    const code = parseEnrolmentCode(text)
    if (!code.ok) throw new Error('it is no code')
    const { status, body } = await scene.built.askToEnrol(
      { secret: code.value.secret, name: 'by code' },
      await makeDeviceKey(),
    )
    return status === 201 ? body : null
  }
  return { ...scene, operator, enrolBy }
}

/** A scanner of an airline that is well. */
export function listedDevice(change: Partial<ListedDevice> = {}): ListedDevice {
  return {
    ...{ id: 'dev-1', name: 'Gate 1', role: 'carrier', carrier: 'KC', station: 'NQZ', checkpoint: null },
    ...{ administrator: false, administers_until: null, created_at: DEVICES_NOW - 99 * 86_400 },
    ...{ last_seen_at: DEVICES_NOW - 60, revoked_at: null, report: listedReport() },
    ...change,
  }
}

export function listedReport(change: Partial<NonNullable<ListedDevice['report']>> = {}) {
  return {
    ...{ unsent: 0, head_seq: 7, held_seq: 7, wire: 2 as const, at: DEVICES_NOW - 60 },
    ...{ data_as_of: DEVICES_NOW - 600, ledger_as_of: DEVICES_NOW - 600 },
    ...change,
  }
}
