/** Devices, enrolment codes and access tokens, on PostgreSQL. */
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
import type { DeviceStore } from '../device-store.ts'
import { noteActs } from './postgres-audit.ts'
import type { Connection } from './postgres-connection.ts'

export function postgresDevices(connection: Connection): DeviceStore {
  const { rows, transaction } = connection
  return {
    addEnrolmentCode: (codeHash, role, expiresAt, act, membership) =>
      transaction(async (on) => {
        const { carrier = null, station = null } = membership ?? {}
        if (carrier !== null) {
          // One code after another: two that are asked for at once must not both be the last one.
          await rows('SELECT id FROM carriers WHERE id = $1 FOR UPDATE', [carrier], on)
          const [found] = await rows<{ left: number }>(devicesLeft('$2', '$1'), [act.at, carrier], on)
          if (found === undefined) return 'no-such-carrier'
          if (found.left < 1) return 'too-many-devices'
        }
        await rows(dropOldCodes('$1'), [act.at], on)
        await rows(
          `INSERT INTO enrolment_codes (code_hash, role, expires_at, carrier, station, made_by)
           VALUES ($1, $2, $3, $4, $5, $6)`,
          [codeHash, role, expiresAt, carrier, station, act.actor],
          on,
        )
        const detail = { expires_at: expiresAt, ...noteOfCarrier({ carrier, station }) }
        await noteActs(connection, [{ ...act, act: 'make-enrolment-code', subject: role, detail }], on)
        return null
      }),
    enrolDevice: (codeHash, { id, name, jwk }, { at }) =>
      transaction(async (on) => {
        // One device after another, as with the codes.
        await rows(
          `SELECT carriers.id FROM carriers JOIN enrolment_codes ON enrolment_codes.carrier = carriers.id
           WHERE code_hash = $1 FOR UPDATE OF carriers`,
          [codeHash],
          on,
        )
        const [code] = await rows<CodeRow>(useCode('$1', '$2', '$3'), [id, codeHash, at], on)
        if (code === undefined) return null
        const { x, y } = jwk
        const sum = sumOfDevice({ ...code, id, administrator: 0, x, y, createdAt: at, revokedAt: null })
        const [row] = await rows<DeviceRow>(
          `INSERT INTO devices (id, name, role, carrier, station, jwk_x, jwk_y, created_at, sum)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${DEVICE_COLUMNS}`,
          [id, name, code.role, code.carrier, code.station, x, y, at, sum],
          on,
        )
        const detail = { role: code.role, name, ...noteOfCarrier(code) }
        await noteActs(connection, [{ actor: id, at, act: 'enrol', subject: id, detail }], on)
        return row === undefined ? null : readDevice(row)
      }),
    findDevice: async (id) => {
      const [row] = await rows<DeviceRow>(`SELECT ${DEVICE_COLUMNS} FROM devices WHERE id = $1`, [id])
      return row === undefined ? null : readDevice(row)
    },
    listDevices: async () =>
      (await rows<DeviceRow>(`SELECT ${DEVICE_COLUMNS} FROM devices ORDER BY created_at, id`)).map(deviceOfRow),
    lastCheckpoints: async () => checkpointsIn(await rows<LastCrossingRow>(LAST_CROSSINGS)),
    revokeDevice: (id, act, reason) =>
      transaction(async (on) => {
        const [row] = await rows<DeviceRow>(
          `SELECT ${DEVICE_COLUMNS} FROM devices WHERE id = $1 FOR NO KEY UPDATE`,
          [id],
          on,
        )
        if (row === undefined || row.revokedAt !== null) return false
        const revoke = 'UPDATE devices SET revoked_at = $1, sum = $2 WHERE id = $3'
        await rows(revoke, [act.at, sumOfRevoked(row, act.at), id], on)
        await rows('DELETE FROM access_tokens WHERE device = $1', [id], on)
        const detail = { ...noteOfCarrier(row), ...(reason && { reason }) }
        await noteActs(connection, [{ ...act, act: 'revoke-device', subject: id, detail }], on)
        return true
      }),
    saveReport: async (id, { unsent, headSeq, dataAsOf, ledgerAsOf, wire }, now) => {
      await rows(
        `UPDATE devices SET last_seen_at = $2, reported_at = $2, unsent = $3, head_seq = $4, data_as_of = $5,
           ledger_as_of = $6, wire = $7, held_seq = ${heldSeq('$1')} WHERE id = $1`,
        [id, now, unsent, headSeq, dataAsOf, ledgerAsOf, wire],
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
