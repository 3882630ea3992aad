/** Visas on PostgreSQL. */
import type { Act, AuditEntry } from '../audit-store.ts'
import { withdrawnError } from '../delivery-rows.ts'
import { followVisa } from '../follow-visa.ts'
import { unlessDamaged } from '../row-sums.ts'
import { hourBefore, isSingleChange, MassAction, orMassAction, SINGLE_CHANGES_AN_HOUR } from '../single-changes.ts'
import type { Store } from '../store.ts'
import { COVER_COLUMNS, type VisaCover, withStatus } from '../visa-cover.ts'
import {
  type ApplicationRow,
  invitationOf,
  LISTED_VISA_COLUMNS,
  type ListedVisaRow,
  readApplications,
  readListedVisas,
  readVisa,
  replaceFault,
  VISA_COLUMNS,
  type VisaRow,
  visaOfRow,
} from '../visa-rows.ts'
import type { RecordVisaFault, StatusChange, StoredVisa } from '../visa-store.ts'
import { noteActs } from './postgres-audit.ts'
import { settleOnPostgres } from './postgres-conflicts.ts'
import type { Connection, Queries } from './postgres-connection.ts'
import { closeDeliveries } from './postgres-deliveries.ts'
import { lockEnd } from './postgres-ledger-view.ts'
import { recordFresh, takenBy } from './postgres-new-visas.ts'
import { markVisas } from './postgres-publishing.ts'
import { walkSteps } from './postgres-steps.ts'
import { writeCovers } from './postgres-visa-cover.ts'

type Visas = Pick<
  Store,
  | 'countVisas'
  | 'recordVisas'
  | 'replaceVisa'
  | 'issuedApplications'
  | 'findVisa'
  | 'setVisaStatus'
  | 'statusesOfVisas'
  | 'listedVisas'
  | 'visaOfInvitation'
>

// What two get that record the same visas at once: a row is there already, or both wait for each other.
const COLLIDED = ['23505', '40P01']
const MAX_TRIES = 4

export function postgresVisas(connection: Connection): Visas {
  const { rows, transaction } = connection

  const recordOnce: Visas['recordVisas'] = (visas, act) =>
    transaction(async (on) => {
      const taken = await takenBy(connection, visas, on)
      const fresh = visas.filter((_, at) => taken[at] === null)
      await noteActs(connection, await recordFresh(connection, fresh, {}, act, on), on)
      return taken
    })
  const replaceOnce: Visas['replaceVisa'] = (number, reason, visa, act) =>
    transaction(async (on) => {
      await lockEnd(connection, on)
      const [row] = await rows<VisaCover>(
        `SELECT ${COVER_COLUMNS} FROM visas WHERE number = $1 FOR UPDATE`,
        [number],
        on,
      )
      const kept = replaceFault(row)
      if (kept !== null) return kept
      const change = { status: 'revoked', reason, replacedBy: visa.claims.jti } as const
      const { notes } = await setStatuses(connection, [number], change, act, on)
      const [fault = null] = await takenBy(connection, [visa], on)
      if (fault !== null) throw new NotRecorded(fault)
      const issued = await recordFresh(connection, [visa], { replaces: number }, act, on)
      const link = 'INSERT INTO visa_replacements (replaced, replacement) VALUES ($1, $2)'
      await rows(link, [number, visa.claims.jti], on)
      await noteActs(connection, [...notes, ...issued], on)
      return null
    })
  return {
    countVisas: async () => {
      const [counter] = await rows<{ value: number }>("SELECT value FROM counters WHERE name = 'visas'")
      return counter?.value ?? 0
    },
    recordVisas: (visas, act) => untilAlone(() => recordOnce(visas, act)),
    replaceVisa: (number, reason, visa, act) =>
      orMassAction(() =>
        untilAlone(() => replaceOnce(number, reason, visa, act)).catch((error: unknown) => {
          if (error instanceof NotRecorded) return error.fault
          throw error
        }),
      ),
    issuedApplications: async (references) =>
      readApplications(
        await rows<ApplicationRow>(
          'SELECT reference, content_hash, visa_number FROM visa_applications WHERE reference = ANY($1::text[])',
          [references],
        ),
      ),
    findVisa: async (number) => {
      const [row] = await rows<VisaRow>(`SELECT ${VISA_COLUMNS} FROM visas WHERE number = $1`, [number])
      return readVisa(row)
    },
    visaOfInvitation: async (visaSupportNumber, passport) => {
      const [row] = await rows<{ visa_number: string }>(
        'SELECT visa_number FROM visa_supports WHERE visa_support_number = $1 AND passport = $2',
        [invitationOf(visaSupportNumber), passport],
      )
      return row?.visa_number ?? null
    },
    setVisaStatus: (number, status, reason, act) =>
      orMassAction(() =>
        transaction(async (on) => {
          const { set, notes } = await setStatuses(connection, [number], { status, reason }, act, on)
          await noteActs(connection, notes, on)
          return set.get(number) ?? null
        }),
      ),
    statusesOfVisas: async (numbers) => {
      const found = await rows<Pick<VisaRow, 'status'> & { number: string }>(
        'SELECT number, status FROM visas WHERE number = ANY($1::text[])',
        [numbers],
      )
      return new Map(found.map(({ number, status }) => [number, status]))
    },
    listedVisas: async (numbers) =>
      readListedVisas(
        await rows<ListedVisaRow>(`SELECT ${LISTED_VISA_COLUMNS} FROM visas WHERE number = ANY($1::text[])`, [numbers]),
      ),
  }
}

/**
 * Sets the status of visas within a transaction, and gives what is to be noted of it as the last step. Those that there
 * are not, or that are revoked, which is for ever, stay as they are. Throws `MassAction` where it would be one single
 * change too many.
 */
export async function setStatuses(
  connection: Connection,
  numbers: readonly string[],
  change: StatusChange,
  act: Act,
  on: Queries,
): Promise<{ readonly set: ReadonlyMap<string, StoredVisa>; readonly notes: readonly AuditEntry[] }> {
  const { rows } = connection
  const { status, reason, proposal, replacedBy } = change
  // What is odd in their use is judged anew: nothing is handed in meanwhile. Single changes are counted under it as well.
  await lockEnd(connection, on)
  // They are locked in one order: of two that change the same visas, one waits for the other.
  const before = await rows<VisaCover>(
    `SELECT ${COVER_COLUMNS} FROM visas WHERE number = ANY($1::text[]) ORDER BY number FOR UPDATE`,
    [numbers],
    on,
  )
  const isSingle = before.some((one) => isSingleChange(one.status, change))
  if (isSingle && (await countSingles(connection, act, on)) >= SINGLE_CHANGES_AN_HOUR)
    throw new MassAction('one single change too many')
  const open = before.filter((one) => one.status !== 'revoked' || status === 'revoked')
  await writeCovers(
    connection,
    open.map((one) => withStatus(one, status)),
    on,
  )
  const changed = open.map(({ number }) => number).sort()
  const updated = await rows<VisaRow>(`SELECT ${VISA_COLUMNS} FROM visas WHERE number = ANY($1::text[])`, [changed], on)
  const set = new Map(updated.map((row) => [row.number, visaOfRow(row)]))
  await rows(
    `INSERT INTO status_changes (number, status, reason, at, single)
     SELECT number, $2, $3, $4::bigint, $5::integer FROM unnest($1::text[]) AS changed (number)`,
    [changed, status, reason, act.at, Number(isSingle)],
    on,
  )
  if (status === 'revoked') await rows('DELETE FROM visa_supports WHERE visa_number = ANY($1::text[])', [changed], on)
  await markVisas(connection, changed, on)
  await settleOnPostgres(connection, changed, act.at, on).catch(unlessDamaged)
  const detail = { status, reason, ...(proposal && { proposal }) }
  const withdrawn = status === 'valid' ? [] : changed
  const closing = await closeDeliveries(connection, withdrawn, withdrawnError(status, replacedBy), act, on)
  const closed = Map.groupBy(closing, ({ subject }) => subject)
  const followed = status === 'revoked' ? await followVisas(connection, changed, replacedBy ?? null, act, on) : []
  const notes = changed.flatMap((subject) => [
    { ...act, act: 'set-status' as const, subject, detail },
    ...(closed.get(subject) ?? []),
  ])
  return { set, notes: [...notes, ...followed] }
}

/** Of many most are of no case, so that those that are one are asked for first. */
async function followVisas(
  connection: Connection,
  numbers: readonly string[],
  replacedBy: string | null,
  act: Act,
  on: Queries,
): Promise<AuditEntry[]> {
  const ofCases = 'SELECT visa_number FROM applications WHERE visa_number = ANY($1::text[]) ORDER BY visa_number'
  const notes: AuditEntry[] = []
  for (const { visa_number: number } of await connection.rows<{ visa_number: string }>(ofCases, [numbers], on))
    notes.push(...(await walkSteps(connection, followVisa(number, replacedBy, act), on)).notes)
  return notes
}

async function countSingles({ rows }: Connection, { at }: Act, on: Queries): Promise<number> {
  const ofHour = 'SELECT count(*) AS made FROM status_changes WHERE single = 1 AND at > $1 AND at <= $2'
  return (await rows<{ made: number }>(ofHour, hourBefore(at), on))[0]?.made ?? 0
}

/** Does the work again where it met another that changes the same rows. */
export async function untilAlone<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      // The next try finds whose they are.
      if (!COLLIDED.includes((error as { code?: string }).code ?? '') || tries === MAX_TRIES) throw error
    }
  }
}

class NotRecorded extends Error {
  override name = 'NotRecorded'
  readonly fault: RecordVisaFault
  constructor(fault: RecordVisaFault) {
    super(fault)
    this.fault = fault
  }
}
