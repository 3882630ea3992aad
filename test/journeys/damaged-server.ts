/**
 * Damage done to a store of the server: bits that flip in its file and in the log beside it, a log that is cut off or gone. Nobody is
 * told green by what is damaged, nobody is admitted by it, no list takes back what was withdrawn, and nothing that was acknowledged is
 * lost without a word.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { isGraverStatus, statusAt, type VisaStatus } from '#evisa/status-list.ts'
import { BASE_MRZ } from '../../fixtures/cases/case-builder.ts'
import { defaultPolicy } from '../../fixtures/default-policy.ts'
import { makeWorld, NOW } from '../../fixtures/made-world.ts'
import { checkByCode } from '../../server/checks/check-evisa.ts'
import { walkThrough } from '../../server/operation/walk-through.ts'
import { makePublisher } from '../../server/publishing/publish.ts'
import type { SignedEvent } from '../../server/store/ledger-store.ts'
import type { StoreMark } from '../../server/store/recovery-store.ts'
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts'
import type { Store } from '../../server/store/store.ts'
import type { NewVisa } from '../../server/store/visa-store.ts'
import { damageFile, randomBy } from '../damage-by-seed.ts'
import { entryOf, exitOf, madeDevice, voidOf } from '../made-device.ts'
import { signingKeys } from '../server/build-app.ts'
import { ACT, newVisa } from '../server/store/made-visas.ts'

export interface ServerDamageReport {
  readonly seeds: number
  /** What was greener than it should be, with its seed. */
  readonly green: readonly string[]
  /** Seeds after which something that was acknowledged was gone and nothing was said. */
  readonly silent: readonly number[]
  /** How often it was said that something is damaged or lost; elsewhere what was damaged was not needed. */
  readonly said: number
}

const FILES = ['authority.db', 'authority.db-wal'] as const
const SITUATION = { audience: 'entry', checkpoint: 'NQZ', booth: 'booth-7', mrz: BASE_MRZ } as const

/** What somebody asks of the store, and what it must still hold. */
interface MadeStore {
  readonly visas: readonly NewVisa[]
  /** An attempt to admit on each of them. */
  readonly attempts: readonly SignedEvent[]
  readonly from: string
  readonly revokedDevice: string
  readonly mark: StoreMark
}

/** What was seen of a store; null for what it did not say. */
interface Seen {
  readonly verdicts: readonly (string | null)[]
  readonly admitted: readonly (string | null)[]
  readonly statuses: readonly (VisaStatus | null)[]
  readonly isDeviceRevoked: boolean | null
  readonly fed: readonly string[] | null
  readonly kept: readonly string[] | null
  readonly isSaid: boolean
}

/** Damages copies of one store, by a count of seeds from this one on. */
export async function damageServers(seeds: number, from: number): Promise<ServerDamageReport> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-damaged-'))
  try {
    const made = await makeStore(join(folder, 'whole'))
    const look = async (name: string, damage: (dir: string) => void = () => undefined) => {
      const dir = join(folder, name)
      mkdirSync(dir)
      for (const file of FILES) copyFileSync(join(folder, 'whole', file), join(dir, file))
      damage(dir)
      const seen = await lookAt(join(dir, FILES[0]), made)
      rmSync(dir, { recursive: true })
      return seen
    }
    const truth = await look('control')
    assertTold(truth)
    const [green, silent]: [string[], number[]] = [[], []]
    let said = 0
    for (let seed = from; seed < from + seeds; seed++) {
      const seen = await look('damaged', (dir) => {
        const random = randomBy(seed)
        damageFile(join(dir, FILES[random(8) < 6 ? 0 : 1]), DECIDING, random)
      })
      green.push(...greener(seen, truth).map((what) => `${seed}: ${what}`))
      if (seen.isSaid) said += 1
      else if (isLess(seen.kept, truth.kept) || isLess(seen.fed, truth.fed)) silent.push(seed)
    }
    return { seeds, green, silent, said }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const DECIDING = ['valid', 'revoked', 'suspended', '"entry"', 'counts', 'dev-0', 'border', 'K7Q2']

/** What is not damaged must be found as it is, and some of each. */
function assertTold(truth: Seen): void {
  const counts = (all: readonly (string | null)[]) => new Set(all).size
  const { verdicts, admitted, statuses, isSaid } = truth
  if (isSaid || counts(verdicts) < 3 || counts(admitted) < 2 || counts(statuses) < 4)
    throw new Error(`what is not damaged must be found as it is: ${JSON.stringify(truth)}`)
}

function greener(seen: Seen, truth: Seen): string[] {
  const green = seen.verdicts.flatMap((one, at) =>
    one === 'clear' && truth.verdicts[at] !== 'clear' ? [`verdict ${at}`] : [],
  )
  green.push(
    ...seen.admitted.flatMap((one, at) =>
      one === 'stored' && truth.admitted[at] !== 'stored' ? [`admitted ${at}`] : [],
    ),
    ...seen.statuses.flatMap((one, at) =>
      one !== null && isGraverStatus(truth.statuses[at] ?? 'valid', one) ? [`status ${at}`] : [],
    ),
  )
  if (seen.isDeviceRevoked === false) green.push('device')
  return green
}

function isLess(some: readonly string[] | null, all: readonly string[] | null): boolean {
  return some !== null && (all ?? []).some((one) => !some.includes(one))
}

/** E-visas in every state, and what was recorded of them; the log beside the file holds the last of it, as after a kill. */
async function makeStore(dir: string): Promise<MadeStore> {
  mkdirSync(dir)
  const file = join(dir, FILES[0])
  const store = openSqliteStore(file)
  const visas: NewVisa[] = []
  for (let at = 0; at < 28; at++) visas.push(await newVisa({ entries: at < 20 ? 1 : at < 24 ? 2 : 'multiple' }))
  await store.recordVisas(visas, ACT)
  const numberOf = (at: number) => visas[at]?.claims.jti ?? ''
  const [booth, gone] = [await enrolled(store, 'dev-0000000001'), await enrolled(store, 'dev-0000000002')]
  const hand = async (...events: SignedEvent[]) => void (await store.appendCrossings(events, booth.id, NOW - 60))
  const at = NOW - 3600
  // Used up, with and without an exit; undone within its time; used once of twice; open stays.
  for (const nth of [4, 5, 6, 7, 20, 21, 24]) await hand(await booth.sign(entryOf(numberOf(nth), { at })))
  for (const nth of [6, 7, 21]) await hand(await booth.sign(exitOf(numberOf(nth), { at: at + 60 })))
  const undone = entryOf(numberOf(8), { at })
  await hand(await booth.sign(undone), await booth.sign(voidOf(numberOf(8), undone.id, { at: at + 60 })))
  for (const nth of [10, 11, 12]) await store.setVisaStatus(numberOf(nth), 'revoked', 'a test', ACT)
  for (const nth of [13, 14, 15]) await store.setVisaStatus(numberOf(nth), 'suspended', 'a test', ACT)
  await store.setVisaStatus(numberOf(15), 'valid', 'a test', ACT)
  await store.revokeDevice(gone.id, ACT)
  await publisherOf(store)
  const keeper = new Database(file)
  keeper.pragma('wal_checkpoint(TRUNCATE)')
  for (const nth of [16, 22]) await hand(await booth.sign(entryOf(numberOf(nth), { at })))
  await store.setVisaStatus(numberOf(17), 'revoked', 'a test', ACT)
  const mark = await store.mark()
  // While another connection is open the log stays, as after a kill.
  const whole = FILES.map((name) => readFileSync(join(dir, name)))
  await store.close()
  keeper.close()
  for (const [at, name] of FILES.entries()) writeFileSync(join(dir, name), whole[at] ?? '')
  const attempts: SignedEvent[] = []
  for (const [nth] of visas.entries()) attempts.push(await booth.sign(entryOf(numberOf(nth), { basis: 'online' })))
  return { visas, attempts, from: booth.id, revokedDevice: gone.id, mark }
}

async function enrolled(store: Store, id: string) {
  const device = await madeDevice(id)
  await store.addEnrolmentCode(`code of ${id}`, 'border', NOW + 900, ACT)
  await store.enrolDevice(`code of ${id}`, { id, name: 'Booth', jwk: device.jwk }, { at: NOW })
  return device
}

function publisherOf(store: Store, damageMet: () => void = () => undefined) {
  return makePublisher({
    ...{ store, damageMet, keys: async () => KEYS, policy: defaultPolicy(), now: () => NOW },
    ...{ mustSign: async () => false, keyPlace: null },
    ...{ maxStandstillSeconds: Number.POSITIVE_INFINITY, afterPublish: async () => undefined },
  })
}

const KEYS = signingKeys(await makeWorld())

async function lookAt(file: string, { visas, attempts, from, revokedDevice, mark }: MadeStore): Promise<Seen> {
  let isSaid = false
  const said = () => {
    isSaid = true
  }
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work()
    } catch {
      // Whatever is thrown ends the call with a problem, or the start with a message.
      said()
      return null
    }
  }
  const store = await attempt(async () => openSqliteStore(file))
  const nothing = visas.map(() => null)
  const none = { verdicts: nothing, admitted: nothing, statuses: nothing, isDeviceRevoked: null, fed: null, kept: null }
  if (store === null) return { ...none, isSaid }
  try {
    if (((await attempt(() => store.lostOf(mark)))?.length ?? 0) > 0) {
      // It went back, and serves nobody.
      return { ...none, isSaid: true }
    }
    const publisher = await attempt(() => publisherOf(store, said))
    const verdicts: (string | null)[] = []
    const admitted: (string | null)[] = []
    const statuses: (VisaStatus | null)[] = []
    for (const [nth, { qrText, claims }] of visas.entries()) {
      const checked = await attempt(async () => {
        const knowledge = await publisher?.knowledge()
        return knowledge && checkByCode(qrText, SITUATION, { store, knowledge, now: NOW })
      })
      verdicts.push(checked?.decision.outcome ?? null)
      const { uri, idx } = claims.status.status_list
      const list = (await attempt(async () => (await publisher?.knowledge())?.statusLists.get(uri))) ?? null
      statuses.push(list === null ? null : statusAt(list, idx))
      const one = attempts[nth]
      const receipts = one && (await attempt(() => store.appendCrossings([one], from, NOW)))
      admitted.push(receipts?.[0] ? `${receipts[0].result}` : null)
    }
    const device = await attempt(() => store.findDevice(revokedDevice))
    const fed = await attempt(() => store.feedAfter(0, 1000, NOW))
    const kept = await attempt(() => store.chainOf(from, 0, 1000))
    const asked = new Set(attempts.map(({ event }) => event.id))
    for (const line of (await attempt(async () => damageIn(file))) ?? []) if (line !== 'ok') said()
    const walked = await attempt(() => walkThrough(store, () => false, { rowsAtOnce: 1000, pauseMs: 0 }))
    if (walked !== null && walked.length > 0) said()
    return {
      ...{ verdicts, admitted, statuses },
      isDeviceRevoked: device === null ? null : device.revokedAt !== null,
      fed: fed?.crossings.filter(({ crossing }) => !asked.has(crossing.id)).map((one) => JSON.stringify(one)) ?? null,
      kept:
        kept?.filter(({ event }) => !asked.has(event.id)).map(({ hash, standing }) => `${hash} ${standing}`) ?? null,
      isSaid,
    }
  } finally {
    await attempt(() => store.close())
  }
}

function damageIn(file: string): string[] {
  const database = new Database(file, { readonly: true })
  try {
    return (database.pragma('quick_check') as { quick_check: string }[]).map((row) => row.quick_check)
  } finally {
    database.close()
  }
}
