/**
 * The model check of the ledger: three real stations and a real store, between them a network that loses, doubles,
 * delays and replays what is handed in. Whatever happens, what was recorded is found again, and all agree on it.
 */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type Type from 'typebox'
import { uuidv7 } from 'uuidv7'
import { accountEntries } from '#evisa/entry-account.ts'
import { FEED_TYP } from '#evisa/feed-page.ts'
import { NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { mayOverride } from '#evisa/override.ts'
import { packEvisa } from '#evisa/packed-evisa.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import { importVerificationKey } from '#evisa/root.ts'
import type { BorderSituation } from '#evisa/situation.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { checkCharacter, VISA_NUMBER_ALPHABET } from '#evisa/visa-number.ts'
import { demoPassport } from '../../fixtures/demo-applications.ts'
import { INDEX, NOW, visaClaims } from '../../fixtures/made-world.ts'
import { signCompact } from '../../keys/signer.ts'
import { checkByNode } from '../../platform/check-signature.ts'
import { type AuthorityClient, Unreachable } from '../../scanner-client/offline/authority-client.ts'
import { heldSet } from '../../scanner-client/offline/held-knowledge.ts'
import { recordCrossing, recordRefusal } from '../../scanner-client/offline/record-crossing.ts'
import { recordVoid } from '../../scanner-client/offline/record-void.ts'
import { check, leadsToRecord, type Platform } from '../../scanner-client/offline/scanner.ts'
import type { ScannerStore } from '../../scanner-client/offline/scanner-store.ts'
import { sync } from '../../scanner-client/offline/sync.ts'
import { openStationStore } from '../../scanner-client/station/station-store.ts'
import { takeHandIn } from '../../server/ledger/take-hand-in.ts'
import type { SigningKey } from '../../server/signing-keys.ts'
import type { LedgerRecord } from '../../server/store/ledger-store.ts'
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts'
import type { Store } from '../../server/store/store.ts'
import { findingsOf } from '../../server/store/visa-findings.ts'
import { hold } from '../scanner-client/held-by-hand.ts'
import { enrolmentOf, STEADY, signer, VERIFY, worldSet } from '../scanner-client/made-station.ts'
import { makeDeviceKey } from '../server/dpop-device.ts'
import { listedConflicts } from '../server/store/listed-conflicts.ts'
import { TERMS } from '../server/store/made-terms.ts'
import { actAtSecondLine, assertReferrals, SECOND_LINE_DOINGS } from './second-line-model.ts'

const STATIONS = 3
/** How many entries the e-visa allows that the store does not know. */
const LOST_ENTRIES = 1
const ACT = { actor: 'authority', at: NOW }

/** How the network treats what is handed in during one act. */
type Network = 'up' | 'down' | 'answer-lost' | 'request-lost' | 'doubled' | 'delayed' | 'replayed'
const NETWORKS: readonly Network[] = ['up', 'down', 'answer-lost', 'request-lost', 'doubled', 'delayed', 'replayed']
const CROSSING_DOINGS = [
  'admit',
  'admit',
  'admit',
  'exit',
  'exit',
  'refuse',
  'void',
  'late-void',
  'override',
  'sync',
] as const

type Doing = (typeof CROSSING_DOINGS)[number] | (typeof SECOND_LINE_DOINGS)[number] | 'review'

interface Step {
  readonly station: number
  readonly doing: Doing
  readonly visa: number
  readonly network: Network
  readonly seconds: number
}

const step: fc.Arbitrary<Step> = fc.record({
  station: fc.integer({ min: 0, max: STATIONS - 1 }),
  doing: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom<Doing[]>(...CROSSING_DOINGS) },
    { weight: 7, arbitrary: fc.constantFrom<Doing[]>(...SECOND_LINE_DOINGS) },
    { weight: 2, arbitrary: fc.constant<Doing>('review') },
  ),
  visa: fc.integer({ min: 0, max: 1 }),
  network: fc.constantFrom(...NETWORKS, 'up', 'up'),
  seconds: fc.integer({ min: 1, max: 700 }),
})

interface ModelStation {
  readonly store: ScannerStore
  readonly device: string
  readonly platform: (network: Network) => Platform
}

interface Visa {
  readonly number: string
  readonly text: string
  readonly situation: Border
  readonly allowed: number
  /** The e-visa as events carry it, where the store does not know its number; null where it does. */
  readonly lost: string | null
  /** What was found in its use and reviewed since: `kind:id`. */
  readonly closed: Set<string>
}

export interface LedgerModel {
  /** Runs one list of steps on fresh visas and throws where an invariant does not hold. */
  run(steps: readonly Step[]): Promise<void>
  close(): Promise<void>
}

type Border = Type.Static<typeof BorderSituation>

/** Opens the model: one server and some stations, which all runs share. */
export async function openLedgerModel(): Promise<LedgerModel> {
  // Durability is another test's matter: in memory where the system has a place for that.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'evisa-model-'))
  const store = openSqliteStore(join(folder, 'authority.db'))
  const clock = { now: NOW }
  const delayed: (() => Promise<unknown>)[] = []
  const seen: { readonly device: string; readonly events: readonly string[]; readonly answer: string }[] = []
  const { signer: snapshotSigner } = { signer: signer('snapshot') }
  const receiptsKey: SigningKey = {
    kid: snapshotSigner.kid,
    signUntil: NOW + 1e6,
    verifyUntil: NOW + 1e6,
    sign: (typ, payload) => signCompact(snapshotSigner, typ, payload),
  }
  const set = await worldSet({}, { iat: NOW })
  // The server trusts what its stations trust.
  const knowledge = async () => {
    const [first] = stations
    const held = first === undefined ? null : await heldSet(first.store, VERIFY)
    return { ...NOTHING_KNOWN, trust: held?.trust ?? null }
  }
  const keys = new Map<string, Awaited<ReturnType<typeof borderKey>>>()
  const keyOf = async (device: string) => keys.get(device) ?? null
  const handIn = async (device: string, events: readonly string[]): Promise<string> => {
    const context = { store, knowledge, keyOf, key: receiptsKey, epoch: null, now: clock.now }
    const answer = await takeHandIn(events, device, context)
    seen.push({ device, events, answer })
    return answer
  }
  const clientOf = (device: string, network: Network): AuthorityClient => {
    const unlessDown = () => {
      if (network === 'down') throw new Unreachable('cut off')
    }
    return {
      artefact: async () => {
        unlessDown()
        return 'unchanged'
      },
      report: async () => unlessDown(),
      time: async () => null,
      witness: async () => null,
      isReplaced: async () => false,
      conflicts: async () => null,
      referrals: async () => null,
      feed: async (after) => {
        unlessDown()
        const { head: _, ...page } = await store.feedAfter(after, 50, clock.now)
        return receiptsKey.sign(FEED_TYP, { iat: clock.now, after, ...page })
      },
      handIn: async (events) => {
        unlessDown()
        if (network === 'request-lost') throw new Unreachable('lost on the way')
        if (network === 'delayed') {
          delayed.push(() => handIn(device, events))
          throw new Unreachable('no answer in time')
        }
        if (network === 'replayed') for (const old of seen.slice(-3).toReversed()) await handIn(old.device, old.events)
        const answer = await handIn(device, events)
        if (network === 'doubled') await handIn(device, events)
        if (network === 'answer-lost') throw new Unreachable('the answer was lost')
        return answer
      },
    }
  }

  const stations: ModelStation[] = []
  for (let at = 0; at < STATIONS; at++) {
    const device = deviceOf(at)
    const key = await makeDeviceKey()
    await store.addEnrolmentCode(device, 'border', NOW + 900, ACT)
    await store.enrolDevice(device, { id: device, name: device, jwk: key.jwk }, ACT)
    keys.set(device, await borderKey(key.jwk))
    const own = openStationStore(join(folder, `station-${at}.db`))
    const enrolment = enrolmentOf({ device, kid: key.kid })
    await own.saveEnrolment(enrolment, key.pair)
    await hold(own, set, NOW)
    const common = { store: own, enrolment, verify: VERIFY, steady: () => STEADY, now: () => clock.now, newId: uuidv7 }
    stations.push({
      store: own,
      device,
      platform: (network) => ({ ...common, client: network === 'down' ? null : clientOf(device, network) }),
    })
  }

  let visas = 0
  const newVisa = async (entries: 1 | 2, isLost = false): Promise<Visa> => {
    visas += 1
    let name = ''
    for (let rest = visas; name.length < 7; rest = Math.floor(rest / VISA_NUMBER_ALPHABET.length)) {
      name = (VISA_NUMBER_ALPHABET[rest % VISA_NUMBER_ALPHABET.length] ?? '') + name
    }
    const jti = `K7Q2${name}`
    const claims = visaClaims({
      jti: jti + checkCharacter(jti),
      entries,
      category: entries === 1 ? 'B12' : 'A5',
      status: { status_list: { idx: INDEX.valid, uri: `${STATUS_LIST_URN}0` } },
    })
    const jws = await signCompact(signer('visa'), 'evisa+jwt', claims)
    const text = qrTextOfJws(jws)
    if (!text.ok) throw new Error(text.error)
    // The places of one list are soon given out: for the server each has a list of its own.
    const status = { status_list: { idx: visas % 131_072, uri: `${STATUS_LIST_URN}${Math.floor(visas / 131_072)}` } }
    const kept = { ...claims, status }
    const signed = await signCompact(signer('visa'), 'evisa+jwt', kept)
    const recorded = { claims: kept, jws: signed, qrText: text.value, visaSupportNumber: `MODEL-${visas}` }
    if (!isLost) deepEqual(await store.recordVisas([recorded], ACT), [null])
    const mrz = demoPassport(claims.passport.number).mrz.join('\n')
    const situation: Border = { audience: 'entry', checkpoint: 'NQZ', mrz }
    const common = { number: claims.jti, text: text.value, situation, closed: new Set<string>() }
    // Nobody is admitted by what is unknown, but where that is accepted.
    return { ...common, allowed: isLost ? 0 : entries, lost: isLost ? packEvisa(jws) : null }
  }

  const run = async (steps: readonly Step[]): Promise<void> => {
    clock.now = NOW
    const used = [await newVisa(1), await newVisa(2), await newVisa(LOST_ENTRIES, true)]
    const referrals: string[] = []
    const begin = await Promise.all(stations.map(({ store: own }) => own.chainHead()))
    const admitted: { readonly station: number; readonly id: string; readonly visa: Visa }[] = []
    for (const made of steps) {
      clock.now += made.seconds
      await act(made, { stations, used, admitted, referrals, store }, clock.now)
      if (made.seconds % 3 === 0) await delayed.shift()?.()
    }
    while (delayed.length > 0) await delayed.pop()?.()
    for (const { store: own, platform } of stations)
      await sync(own, platform('up').client as AuthorityClient, platform('up'))
    for (const { store: own, platform } of stations)
      await sync(own, platform('up').client as AuthorityClient, platform('up'))
    await assertHolds({ stations, store, begin, used, admitted, replay: replayOf(seen, handIn) })
    seen.length = 0
  }
  return {
    run,
    close: async () => {
      for (const { store: own } of stations) await own.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function borderKey(jwk: Parameters<typeof checkByNode>[0]) {
  const key = await importVerificationKey(jwk)
  if (key === null) throw new Error('a key')
  return { ...key, check: checkByNode(jwk), role: 'border' as const }
}

interface Acting {
  readonly stations: readonly ModelStation[]
  readonly used: readonly Visa[]
  readonly admitted: { station: number; id: string; visa: Visa }[]
  readonly referrals: string[]
  readonly store: Store
}

async function act(
  { station, doing, visa: which, network }: Step,
  { stations, used, admitted, referrals, store }: Acting,
  now: number,
): Promise<void> {
  const { store: own, platform: platformOf } = stations[station] as ModelStation
  const visa = used[which] as Visa
  const platform = platformOf(network)
  if (doing === 'sync') {
    if (platform.client !== null) await sync(own, platform.client, platform).catch(unlessUnreachable)
    return
  }
  const lost = used.find((one) => one.lost !== null) as Visa
  if (doing === 'review') return reviewOne(station === 0 ? lost : visa, store, now)
  if ((SECOND_LINE_DOINGS as readonly Doing[]).includes(doing)) {
    const strange = { number: lost.number, evisa: lost.lost ?? '' }
    return actAtSecondLine({ doing, number: visa.number, strange, referrals, now }, platform)
  }
  if (doing === 'void' || doing === 'late-void') {
    const two = doing === 'late-void' ? { operator: 'KZ-1', supervisor: 'KZ-2' } : { operator: null, supervisor: null }
    await recordVoid({ event: 'last', text: 'a mistake', ...two }, platform)
    return
  }
  const situation: Border = {
    ...visa.situation,
    audience: doing === 'exit' ? 'exit' : 'entry',
  }
  const scan = await check([visa.text], situation, platform)
  ok(scan.decision.visa !== null, String(scan.decision.reason))
  if (doing === 'refuse') {
    await recordRefusal(scan, situation, 'KZ-1', platform, null)
    return
  }
  const isOverride = doing === 'override' && scan.decision.outcome !== 'clear'
  if (isOverride && !mayOverride(scan.decision, 'STAMPS_CHECKED', now).ok) return
  if (!isOverride && !leadsToRecord(scan.decision)) return
  const override = isOverride ? ({ code: 'STAMPS_CHECKED', text: 'seen', supervisor: 'KZ-2' } as const) : null
  const recorded = await recordCrossing(scan, situation, 'KZ-1', platform, override)
  if (recorded.recorded === 'entry') admitted.push({ station, id: recorded.event.id, visa })
}

/** Looks into the oldest conflict of an e-visa: what may be accepted is. */
async function reviewOne(visa: Visa, store: Store, now: number): Promise<void> {
  const [open] = await store.conflicts({ state: 'open', visaNumber: visa.number, limit: 1 })
  if (open === undefined) return
  const found = await foundIn(visa, store)
  const isHeld = found.some(({ id, isAlone }) => isAlone && id === open.id)
  for (const { id, isAlone } of found) {
    if (id === open.id ? open.kind !== 'late-void' : id.startsWith(`${open.kind}:`) && !isHeld && !isAlone)
      visa.closed.add(id)
  }
  const verdict = isHeld ? 'accept' : 'close'
  equal(await store.review(open.id, { ...ACT, at: now, verdict, reason: 'looked at' }), null)
}

interface FoundOne {
  /** `kind:id` */
  readonly id: string
  /** It is accepted by itself. */
  readonly isAlone: boolean
}

/** What is odd in the use of an e-visa, found in all that the store holds. */
async function foundIn({ number, allowed, lost }: Visa, store: Store): Promise<readonly FoundOne[]> {
  const account = accountEntries(await store.crossingsOf(number))
  const terms = lost === null ? { ...TERMS, allowed } : undefined
  const isProven = lost !== null && (await showsEvisa(number, store))
  const most = lost === null ? allowed : isProven ? LOST_ENTRIES : Number.POSITIVE_INFINITY
  return findingsOf(account, terms, false, most).flatMap(([kind, all]) =>
    all.map(({ id, standing }) => ({ id: `${kind}:${id}`, isAlone: kind === 'late-void' || standing === 'held' })),
  )
}

/** Whether an entry on this number carries its e-visa: then the server knows how many entries it allows. */
async function showsEvisa(number: string, store: Store): Promise<boolean> {
  for (let at = 0; at < STATIONS; at++) {
    const chain = await store.chainOf(deviceOf(at), 0, 1_000_000)
    if (
      chain.some(({ event }) => event.action === 'entry' && event.visa_number === number && event.evisa !== undefined)
    )
      return true
  }
  return false
}

function deviceOf(station: number): string {
  return `dev-000000000${station}`
}

function unlessUnreachable(error: unknown): void {
  if (!(error instanceof Unreachable)) throw error
}

type Seen = readonly { readonly device: string; readonly events: readonly string[]; readonly answer: string }[]

/** Hands everything in again, the last first: the answers must be the same, and nothing may change. */
function replayOf(seen: Seen, handIn: (device: string, events: readonly string[]) => Promise<string>) {
  const all = [...seen]
  const receiptsOf = (jws: string) => JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()).receipts
  return async () => {
    for (const { device, events, answer } of all.toReversed()) {
      deepEqual(
        receiptsOf(await handIn(device, events)),
        receiptsOf(answer),
        'a replay is answered by the same receipts',
      )
    }
  }
}

interface Ended {
  readonly stations: readonly ModelStation[]
  readonly store: Store
  readonly begin: readonly { readonly seq: number }[]
  readonly used: readonly Visa[]
  readonly admitted: readonly { readonly station: number; readonly id: string; readonly visa: Visa }[]
  readonly replay: () => Promise<void>
}

async function assertHolds({ stations, store, begin, used, admitted, replay }: Ended): Promise<void> {
  const conflicts = (await listedConflicts(store, 'all')).filter(({ visaNumber }) =>
    used.some(({ number }) => number === visaNumber),
  )
  for (const [at, { store: own, device }] of stations.entries()) {
    equal(await own.countUnsent(), 0, 'everything is handed in')
    const head = await own.chainHead()
    const chain = await store.chainOf(device, begin[at]?.seq ?? 0, 1000)
    const places = Array.from(
      { length: head.seq - (begin[at]?.seq ?? 0) },
      (_, step) => (begin[at]?.seq ?? 0) + step + 1,
    )
    deepEqual(
      chain.map(({ event }) => event.seq),
      places,
      'the chain on the server is whole and has no fork',
    )
    if (chain.length > 0) equal(chain.at(-1)?.hash, head.hash, 'and ends where the station ends')
  }
  ok(
    !conflicts.some(({ kind }) => kind === 'gap' || kind === 'forked-chain' || kind === 'id-reused'),
    'no chain is odd',
  )
  for (const visa of used) {
    const crossings = await store.crossingsOf(visa.number)
    const account = accountEntries(crossings)
    const ofVisa = conflicts.filter(({ visaNumber, review }) => visaNumber === visa.number && review === null)
    const found = (await foundIn(visa, store)).filter(({ id }) => !visa.closed.has(id))
    deepEqual(
      ofVisa.flatMap(({ kind, count }) => Array.from({ length: count }, () => kind)).toSorted(),
      found.map(({ id }) => id.slice(0, id.indexOf(':'))).toSorted(),
      'what was told as it came is what is found in all of it',
    )
    for (const { kind, records } of ofVisa) ok(kind !== 'over-use' || records.length > visa.allowed, 'with the records')
    const online = crossings.filter(
      ({ id, action, standing: now, override }) =>
        action === 'entry' && now === 'counts' && override === undefined && account.events.some((one) => one.id === id),
    )
    const bases = new Map<string, string>()
    for (const [at, { device }] of stations.entries()) {
      for (const { event } of await store.chainOf(device, begin[at]?.seq ?? 0, 1000)) {
        if ('basis' in event) bases.set(event.id, event.basis)
      }
    }
    const admittedOnline = online.filter(({ id }) => bases.get(id) === 'online')
    ok(admittedOnline.length <= visa.allowed, `admitted online ${admittedOnline.length} of ${visa.allowed}`)
    for (const { store: own } of stations) {
      const there = accountEntries(await own.crossingsOf(visa.number))
      deepEqual(
        [there.used, there.events.map(({ id }) => id)],
        [account.used, account.events.map(({ id }) => id)],
        'all agree',
      )
    }
    if (visa.lost === null) equal((await store.findVisa(visa.number))?.entriesUsed, account.used)
  }
  for (const { id, visa, station } of admitted) {
    const crossings = await store.crossingsOf(visa.number)
    const own = crossings.find((one) => one.id === id)
    ok(
      own !== undefined && (own.standing === 'counts' || own.standing === 'accepted'),
      `who was admitted at ${station} is counted`,
    )
  }
  const records: LedgerRecord[] = []
  for (const [at, { device }] of stations.entries())
    records.push(...(await store.chainOf(device, begin[at]?.seq ?? 0, 1000)))
  await assertReferrals(store, records)
  const end = await store.ledgerEnd()
  await replay()
  deepEqual(await store.ledgerEnd(), end, 'replays change nothing')
}

// The ledger of a model grows with its runs, and with it what is looked through at the end of each.
const RUNS_A_MODEL = 100

/** Checks so many random runs. Throws with the shortest steps that break an invariant, and the seed to see them again. */
export async function checkLedgerModel(runs: number, seed: number): Promise<void> {
  let model = await openLedgerModel()
  let count = 0
  const run = async (steps: readonly Step[]): Promise<void> => {
    count += 1
    if (count % RUNS_A_MODEL === 0) {
      await model.close()
      model = await openLedgerModel()
    }
    await model.run(steps)
  }
  try {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), run), { numRuns: runs, seed })
  } finally {
    await model.close()
  }
}
