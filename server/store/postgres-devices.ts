/** Devices, enrolment codes and access tokens, on PostgreSQL. */
import { DEVICE_COLUMNS, type DeviceRow, isSeenDue, readDevice } from './device-rows.ts'
import type { DeviceRole, DeviceStore } from './device-store.ts'
import { noteActs } from './postgres-audit.ts'
import type { Connection } from './postgres-connection.ts'

export function postgresDevices(connection: Connection): DeviceStore {
  const { rows, transaction } = connection
  return {
    addEnrolmentCode: (codeHash, role, expiresAt, act) =>
      transaction(async (on) => {
        const values = [codeHash, role, expiresAt]
        await rows('INSERT INTO enrolment_codes (code_hash, role, expires_at) VALUES ($1, $2, $3)', values, on)
        const detail = { expires_at: expiresAt }
        await noteActs(connection, [{ ...act, act: 'make-enrolment-code', subject: role, detail }], on)
      }),
    enrolDevice: (codeHash, { id, name, jwk }, { at }) =>
      transaction(async (on) => {
        const [code] = await rows<{ role: DeviceRole }>(
          `UPDATE enrolment_codes SET used_by = $1 WHERE code_hash = $2 AND used_by IS NULL AND expires_at > $3
           RETURNING role`,
          [id, codeHash, at],
          on,
        )
        if (code === undefined) return null
        const [row] = await rows<DeviceRow>(
          `INSERT INTO devices (id, name, role, jwk_x, jwk_y, created_at) VALUES ($1, $2, $3, $4, $5, $6)
           RETURNING ${DEVICE_COLUMNS}`,
          [id, name, code.role, jwk.x, jwk.y, at],
          on,
        )
        const detail = { role: code.role, name }
        await noteActs(connection, [{ actor: id, at, act: 'enrol', subject: id, detail }], on)
        return row === undefined ? null : readDevice(row)
      }),
    findDevice: async (id) => {
      const [row] = await rows<DeviceRow>(`SELECT ${DEVICE_COLUMNS} FROM devices WHERE id = $1`, [id])
      return row === undefined ? null : readDevice(row)
    },
    listDevices: async () =>
      (await rows<DeviceRow>(`SELECT ${DEVICE_COLUMNS} FROM devices ORDER BY created_at, id`)).map(readDevice),
    revokeDevice: (id, act) =>
      transaction(async (on) => {
        const revoked = await rows(
          'UPDATE devices SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL RETURNING id',
          [act.at, id],
          on,
        )
        if (revoked.length === 0) return false
        await rows('DELETE FROM access_tokens WHERE device = $1', [id], on)
        await noteActs(connection, [{ ...act, act: 'revoke-device', subject: id, detail: {} }], on)
        return true
      }),
    saveReport: async (id, { unsent, headSeq, dataAsOf, ledgerAsOf }, now) => {
      await rows(
        `UPDATE devices SET reported_at = $2, unsent = $3, head_seq = $4, data_as_of = $5, ledger_as_of = $6
         WHERE id = $1`,
        [id, now, unsent, headSeq, dataAsOf, ledgerAsOf],
      )
    },
    saveAccessToken: (token, now) =>
      transaction(async (on) => {
        await rows('DELETE FROM access_tokens WHERE expires_at <= $1', [now], on)
        const { tokenHash, device, jkt, expiresAt } = token
        await rows(
          'INSERT INTO access_tokens (token_hash, device, jkt, expires_at) VALUES ($1, $2, $3, $4)',
          [tokenHash, device, jkt, expiresAt],
          on,
        )
      }),
    findByAccessToken: async (tokenHash, now) => {
      const [row] = await rows<DeviceRow & { jkt: string }>(
        `SELECT ${DEVICE_COLUMNS}, jkt FROM access_tokens JOIN devices ON devices.id = access_tokens.device
         WHERE token_hash = $1 AND expires_at > $2 AND revoked_at IS NULL`,
        [tokenHash, now],
      )
      if (row === undefined) return null
      if (isSeenDue(row, now)) await rows('UPDATE devices SET last_seen_at = $1 WHERE id = $2', [now, row.id])
      return { device: readDevice(row), jkt: row.jkt }
    },
  }
}
