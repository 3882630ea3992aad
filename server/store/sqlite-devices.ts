/** Devices and enrolment codes, on SQLite. */
import type Database from 'better-sqlite3'
import type { Device, DeviceRole } from './store.ts'

const DEVICE_COLUMNS = 'id, name, role, created_at AS createdAt, last_seen_at AS lastSeenAt, revoked_at AS revokedAt'
// Seen times are for people: a write a minute is enough, a write a request would halve the server.
const SEEN_EVERY_SECONDS = 60

export function sqliteDevices(database: Database.Database) {
  const addCode = database.prepare('INSERT INTO enrolment_codes (code_hash, role, expires_at) VALUES (?, ?, ?)')
  const useCode = database.prepare<[string, string, number], { role: DeviceRole }>(
    'UPDATE enrolment_codes SET used_by = ? WHERE code_hash = ? AND used_by IS NULL AND expires_at > ? RETURNING role',
  )
  const insert = database.prepare<unknown[], Device>(
    `INSERT INTO devices (id, name, role, token_hash, created_at) VALUES (?, ?, ?, ?, ?) RETURNING ${DEVICE_COLUMNS}`,
  )
  const byToken = database.prepare<[string], Device>(
    `SELECT ${DEVICE_COLUMNS} FROM devices WHERE token_hash = ? AND revoked_at IS NULL`,
  )
  const seen = database.prepare('UPDATE devices SET last_seen_at = ? WHERE id = ?')
  const all = database.prepare<[], Device>(`SELECT ${DEVICE_COLUMNS} FROM devices ORDER BY created_at, id`)
  const revoke = database.prepare('UPDATE devices SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL')
  const enrol = database.transaction(
    (codeHash: string, device: { id: string; name: string; tokenHash: string }, now: number) => {
      const code = useCode.get(device.id, codeHash, now)
      return code === undefined ? null : (insert.get(device.id, device.name, code.role, device.tokenHash, now) ?? null)
    },
  )
  const noteSeen = (id: string, now: number) => {
    try {
      seen.run(now, id)
    } catch (error) {
      // A full disk must not end the checks, which write nothing else.
      if (!/^SQLITE_(FULL|IOERR)/.test((error as { code?: string }).code ?? '')) throw error
    }
  }
  return {
    addEnrolmentCode: async (codeHash: string, role: DeviceRole, expiresAt: number) =>
      void addCode.run(codeHash, role, expiresAt),
    enrolDevice: async (codeHash: string, device: { id: string; name: string; tokenHash: string }, now: number) =>
      enrol.immediate(codeHash, device, now),
    findDeviceByToken: async (tokenHash: string, now: number) => {
      const device = byToken.get(tokenHash)
      if (device === undefined) return null
      if (now - (device.lastSeenAt ?? 0) >= SEEN_EVERY_SECONDS) noteSeen(device.id, now)
      return device
    },
    listDevices: async () => all.all(),
    revokeDevice: async (id: string, now: number) => revoke.run(now, id).changes === 1,
  }
}
