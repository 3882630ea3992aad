/** Devices, enrolment codes and access tokens, on SQLite. */
import type Database from 'better-sqlite3'
import type { Act } from './audit-store.ts'
import { DEVICE_COLUMNS, type DeviceRow, isSeenDue, readDevice } from './device-rows.ts'
import type { AccessToken, Device, DeviceReport, DeviceRole, DeviceStore } from './device-store.ts'
import { sqliteAuditor } from './sqlite-audit.ts'

export function sqliteDevices(database: Database.Database): DeviceStore {
  const audit = sqliteAuditor(database)
  const addCode = database.prepare('INSERT INTO enrolment_codes (code_hash, role, expires_at) VALUES (?, ?, ?)')
  const useCode = database.prepare<[string, string, number], { role: DeviceRole }>(
    'UPDATE enrolment_codes SET used_by = ? WHERE code_hash = ? AND used_by IS NULL AND expires_at > ? RETURNING role',
  )
  const insert = database.prepare<unknown[], DeviceRow>(
    `INSERT INTO devices (id, name, role, jwk_x, jwk_y, created_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING ${DEVICE_COLUMNS}`,
  )
  const byId = database.prepare<[string], DeviceRow>(`SELECT ${DEVICE_COLUMNS} FROM devices WHERE id = ?`)
  const all = database.prepare<[], DeviceRow>(`SELECT ${DEVICE_COLUMNS} FROM devices ORDER BY created_at, id`)
  const revoke = database.prepare('UPDATE devices SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL')
  const dropTokens = database.prepare('DELETE FROM access_tokens WHERE device = ?')
  const dropOldTokens = database.prepare('DELETE FROM access_tokens WHERE expires_at <= ?')
  const addToken = database.prepare(
    'INSERT INTO access_tokens (token_hash, device, jkt, expires_at) VALUES (@tokenHash, @device, @jkt, @expiresAt)',
  )
  const byToken = database.prepare<[string, number], DeviceRow & { jkt: string }>(
    `SELECT ${DEVICE_COLUMNS}, jkt FROM access_tokens JOIN devices ON devices.id = access_tokens.device
     WHERE token_hash = ? AND expires_at > ? AND revoked_at IS NULL`,
  )
  const seen = database.prepare('UPDATE devices SET last_seen_at = ? WHERE id = ?')
  const report = database.prepare(
    `UPDATE devices SET reported_at = @now, unsent = @unsent, head_seq = @headSeq, data_as_of = @dataAsOf,
       ledger_as_of = @ledgerAsOf WHERE id = @id`,
  )

  const addEnrolmentCode = database.transaction((codeHash: string, role: DeviceRole, expiresAt: number, act: Act) => {
    addCode.run(codeHash, role, expiresAt)
    audit({ ...act, act: 'make-enrolment-code', subject: role, detail: { expires_at: expiresAt } })
  })
  const enrol = database.transaction((codeHash: string, { id, name, jwk }: NewDevice, at: number) => {
    const code = useCode.get(id, codeHash, at)
    if (code === undefined) return null
    const row = insert.get(id, name, code.role, jwk.x, jwk.y, at)
    audit({ actor: id, at, act: 'enrol', subject: id, detail: { role: code.role, name } })
    return row === undefined ? null : readDevice(row)
  })
  const revokeDevice = database.transaction((id: string, act: Act) => {
    if (revoke.run(act.at, id).changes === 0) return false
    dropTokens.run(id)
    audit({ ...act, act: 'revoke-device', subject: id, detail: {} })
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
    addEnrolmentCode: async (codeHash, role, expiresAt, act) =>
      addEnrolmentCode.immediate(codeHash, role, expiresAt, act),
    enrolDevice: async (codeHash, device, { at }) => enrol.immediate(codeHash, device, at),
    findDevice: async (id) => {
      const row = byId.get(id)
      return row === undefined ? null : readDevice(row)
    },
    listDevices: async () => all.all().map(readDevice),
    revokeDevice: async (id, act) => revokeDevice.immediate(id, act),
    saveReport: async (id, given: DeviceReport, now) => void report.run({ id, now, ...given }),
    saveAccessToken: async (token, now) => saveToken.immediate(token, now),
    findByAccessToken: async (tokenHash, now) => {
      const row = byToken.get(tokenHash, now)
      if (row === undefined) return null
      if (isSeenDue(row, now)) noteSeen(row.id, now)
      return { device: readDevice(row), jkt: row.jkt }
    },
  }
}

type NewDevice = Pick<Device, 'id' | 'name' | 'jwk'>
