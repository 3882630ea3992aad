/** Devices, enrolment codes and access tokens, on SQLite. */
import type Database from 'better-sqlite3'
import type { Act } from '../audit-store.ts'
import {
  type CodeRow,
  checkpointsIn,
  DEVICE_COLUMNS,
  type DeviceRow,
  deviceOfRow,
  devicesLeft,
  dropOldCodes,
  heldSeq,
  isSeenDue,
  LAST_CROSSINGS,
  type LastCrossingRow,
  noteOfCarrier,
  readDevice,
  sumOfDevice,
  sumOfRevoked,
  useCode,
} from '../device-rows.ts'
import type {
  AccessToken,
  Device,
  DeviceReport,
  DeviceRole,
  DeviceStore,
  Membership,
  RevokeReason,
} from '../device-store.ts'
import { sqliteAuditor } from './sqlite-audit.ts'

export function sqliteDevices(database: Database.Database): DeviceStore {
  const audit = sqliteAuditor(database)
  const addCode = database.prepare(
    'INSERT INTO enrolment_codes (code_hash, role, expires_at, carrier, station, made_by) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const dropCodes = database.prepare(dropOldCodes('?'))
  const left = database.prepare<[number, string], { left: number }>(devicesLeft('?', '?'))
  const use = database.prepare<[string, string, number], CodeRow>(useCode('?', '?', '?'))
  const insert = database.prepare<unknown[], DeviceRow>(
    `INSERT INTO devices (id, name, role, carrier, station, jwk_x, jwk_y, created_at, sum)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING ${DEVICE_COLUMNS}`,
  )
  const byId = database.prepare<[string], DeviceRow>(`SELECT ${DEVICE_COLUMNS} FROM devices WHERE id = ?`)
  const all = database.prepare<[], DeviceRow>(`SELECT ${DEVICE_COLUMNS} FROM devices ORDER BY created_at, id`)
  const lastCrossings = database.prepare<[], LastCrossingRow>(LAST_CROSSINGS)
  const revoke = database.prepare<[number, number, string]>('UPDATE devices SET revoked_at = ?, sum = ? WHERE id = ?')
  const dropTokens = database.prepare('DELETE FROM access_tokens WHERE device = ?')
  const dropOldTokens = database.prepare('DELETE FROM access_tokens WHERE expires_at <= ?')
  const addToken = database.prepare(
    'INSERT INTO access_tokens (token_hash, device, jkt, expires_at) VALUES (@tokenHash, @device, @jkt, @expiresAt)',
  )
  const byToken = database.prepare<[{ tokenHash: string; now: number }], DeviceRow & { jkt: string }>(
    // A join of the two takes SQLite five times as long.
    `SELECT ${DEVICE_COLUMNS}, (SELECT jkt FROM access_tokens WHERE token_hash = @tokenHash) AS jkt FROM devices
     WHERE id = (SELECT device FROM access_tokens WHERE token_hash = @tokenHash AND expires_at > @now)
       AND revoked_at IS NULL`,
  )
  const seen = database.prepare('UPDATE devices SET last_seen_at = ? WHERE id = ?')
  const report = database.prepare(
    `UPDATE devices SET last_seen_at = @now, reported_at = @now, unsent = @unsent, head_seq = @headSeq, data_as_of = @dataAsOf,
       ledger_as_of = @ledgerAsOf, wire = @wire, held_seq = ${heldSeq('@id')} WHERE id = @id`,
  )

  const addEnrolmentCode = database.transaction(
    (codeHash: string, role: DeviceRole, expiresAt: number, act: Act, membership?: Membership) => {
      const found = membership === undefined ? { left: 1 } : left.get(act.at, membership.carrier)
      if (found === undefined) return 'no-such-carrier'
      if (found.left < 1) return 'too-many-devices'
      const { carrier = null, station = null } = membership ?? {}
      dropCodes.run(act.at)
      addCode.run(codeHash, role, expiresAt, carrier, station, act.actor)
      const detail = { expires_at: expiresAt, ...noteOfCarrier({ carrier, station }) }
      audit({ ...act, act: 'make-enrolment-code', subject: role, detail })
      return null
    },
  )
  const enrol = database.transaction((codeHash: string, { id, name, jwk }: NewDevice, at: number) => {
    const code = use.get(id, codeHash, at)
    if (code === undefined) return null
    const { role, carrier, station } = code
    const { x, y } = jwk
    const sum = sumOfDevice({ ...code, id, administrator: 0, x, y, createdAt: at, revokedAt: null })
    const row = insert.get(id, name, role, carrier, station, x, y, at, sum)
    const detail = { role, name, ...noteOfCarrier(code) }
    audit({ actor: id, at, act: 'enrol', subject: id, detail })
    return row === undefined ? null : readDevice(row)
  })
  const revokeDevice = database.transaction((id: string, act: Act, reason?: RevokeReason) => {
    const row = byId.get(id)
    if (row === undefined || row.revokedAt !== null) return false
    revoke.run(act.at, sumOfRevoked(row, act.at), id)
    dropTokens.run(id)
    const detail = { ...noteOfCarrier(row), ...(reason && { reason }) }
    audit({ ...act, act: 'revoke-device', subject: id, detail })
    return true
  })
  const saveToken = database.transaction((token: AccessToken, now: number) => {
    dropOldTokens.run(now)
    addToken.run(token)
  })
  const noteSeen = (id: string, now: number) => {
    try {
      seen.run(now, id)
    } catch (error) {
      // A full disk must not end the checks, which write nothing else.
      if (!/^SQLITE_(FULL|IOERR)/.test((error as { code?: string }).code ?? '')) throw error
    }
  }
  return {
    addEnrolmentCode: async (codeHash, role, expiresAt, act, membership) =>
      addEnrolmentCode.immediate(codeHash, role, expiresAt, act, membership),
    enrolDevice: async (codeHash, device, { at }) => enrol.immediate(codeHash, device, at),
    findDevice: async (id) => {
      const row = byId.get(id)
      return row === undefined ? null : readDevice(row)
    },
    listDevices: async () => all.all().map(deviceOfRow),
    lastCheckpoints: async () => checkpointsIn(lastCrossings.all()),
    revokeDevice: async (id, act, reason) => revokeDevice.immediate(id, act, reason),
    saveReport: async (id, given: DeviceReport, now) => void report.run({ id, now, ...given }),
    saveAccessToken: async (token, now) => saveToken.immediate(token, now),
    findByAccessToken: async (tokenHash, now) => {
      const row = byToken.get({ tokenHash, now })
      if (row === undefined) return null
      if (isSeenDue(row, now)) noteSeen(row.id, now)
      return { device: readDevice(row), jkt: row.jkt }
    },
  }
}

type NewDevice = Pick<Device, 'id' | 'name' | 'jwk'>
