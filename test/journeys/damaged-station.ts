/**
 * Damage done to what a station keeps: bits that flip in its file and in the files beside it, files that are cut off or gone.
 * Nobody may be admitted by what is damaged, and no record that waits may be lost without a word.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { decide } from '#evisa/decide.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import { checkCharacter } from '#evisa/visa-number.ts'
import { BASE_MRZ } from '../../fixtures/cases/case-builder.ts'
import { crossing, INDEX, NOW, visaClaims } from '../../fixtures/made-world.ts'
import { heldKnowledge } from '../../scanner-client/offline/held-knowledge.ts'
import type { ScannerStore } from '../../scanner-client/offline/scanner-store.ts'
import { openStationStore } from '../../scanner-client/station/station-store.ts'
import { damageFile, type Random, randomBy } from '../damage-by-seed.ts'
import { unwrap } from '../made.ts'
import { entryOf } from '../made-device.ts'
import { hold } from '../scanner-client/held-by-hand.ts'
import { enrol, recordAt, STEADY, told, VERIFY, WORLD, worldSet } from '../scanner-client/made-station.ts'

export interface DamageReport {
  readonly seeds: number
  /** Seeds after which somebody was admitted who was not to be. */
  readonly green: readonly number[]
  /** Seeds after which a record was gone and nothing was said. */
  readonly silent: readonly number[]
  /** How often it was said that something is damaged or lost; elsewhere what was damaged was not needed, or mended. */
  readonly said: number
}

const FILES = ['station.db', 'station.db-wal', 'station.db.mark'] as const
const CROSSINGS = 400
const SITUATION = { audience: 'entry', checkpoint: 'NQZ', booth: 'booth-7', mrz: BASE_MRZ } as const

/** Damages copies of one station, by a count of seeds from this one on. */
export async function damageAgainAndAgain(seeds: number, from: number): Promise<DamageReport> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-damaged-'))
  try {
    const { texts, hashes } = await makeStation(join(folder, 'whole'))
    copyStation(join(folder, 'whole'), join(folder, 'control'))
    const whole = await lookAt(join(folder, 'control', 'station.db'), texts)
    if (whole.isGreen || whole.isSaid || hashes.some((hash) => !whole.waiting.includes(hash))) {
      throw new Error('what is not damaged must be found as it is')
    }
    const [green, silent]: [number[], number[]] = [[], []]
    let said = 0
    for (let seed = from; seed < from + seeds; seed++) {
      const dir = join(folder, 'damaged')
      copyStation(join(folder, 'whole'), dir)
      damage(dir, randomBy(seed))
      const seen = await lookAt(join(dir, 'station.db'), texts)
      if (seen.isGreen) green.push(seed)
      if (!seen.isSaid && hashes.some((hash) => !seen.waiting.includes(hash))) silent.push(seed)
      if (seen.isSaid) said += 1
      rmSync(dir, { recursive: true })
    }
    return { seeds, green, silent, said }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A border station with used-up and revoked e-visas, and three records that wait; its side file holds the last of them. */
async function makeStation(dir: string): Promise<{ texts: readonly string[]; hashes: readonly string[] }> {
  mkdirSync(dir)
  const file = join(dir, 'station.db')
  const store = openStationStore(file)
  await enrol(store)
  await hold(store, await worldSet(), NOW)
  const many = Array.from({ length: CROSSINGS }, (_, at) => told(crossing(at + 10, { visa_number: numberOf(at) })))
  await store.addLedgerPage({ crossings: [told(crossing(1, {})), ...many], next: CROSSINGS + 1, asOf: NOW - 60 })
  const first = [await recordAt(store, entryOf(numberOf(900))), await recordAt(store, entryOf(numberOf(901)))]
  const keeper = new Database(file)
  keeper.pragma('wal_checkpoint(TRUNCATE)')
  const last = await recordAt(store, entryOf(numberOf(902)))
  // While another connection is open the side file stays, as after a kill.
  const whole = FILES.map((name) => readFileSync(join(dir, name)))
  await store.close()
  keeper.close()
  for (const [at, name] of FILES.entries()) writeFileSync(join(dir, name), whole[at] ?? '')
  const sign = async (change: Parameters<typeof visaClaims>[0]) =>
    unwrap(qrTextOfJws(await WORLD.sign(visaClaims(change))))
  const status = (idx: number) => ({ status: { status_list: { ...visaClaims().status.status_list, idx } } })
  const texts = [await sign({}), await sign({ jti: numberOf(903), ...status(INDEX.revoked) })]
  return { texts, hashes: [...first, last].map(({ hash }) => hash) }
}

function numberOf(at: number): string {
  const name = `K7Q2M4X${String(at)
    .padStart(4, '2')
    .replace(/[01]/g, (digit) => (digit === '0' ? 'A' : 'B'))}`
  return `${name}${checkCharacter(name)}`
}

function copyStation(from: string, to: string): void {
  mkdirSync(to)
  for (const name of FILES) copyFileSync(join(from, name), join(to, name))
}

// Most of a file is other people's entries.
const DECIDING = [visaClaims().jti, 'access-ended', 'enrolment', 'ledger', 'unsent', 'waiting', 'time-floor', '"entry"']

function damage(dir: string, random: Random): void {
  damageFile(join(dir, FILES[random(8) < 6 ? 0 : random(2) + 1] ?? FILES[0]), DECIDING, random)
}

interface Seen {
  readonly isGreen: boolean
  readonly isSaid: boolean
  readonly waiting: readonly string[]
}

async function lookAt(file: string, texts: readonly string[]): Promise<Seen> {
  let isGreen = false
  let isSaid = !existsSync(file)
  const waiting: string[] = []
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch {
      // Whatever is thrown ends the command with a message, and nobody is admitted by it.
      isSaid = true
    }
  }
  const opened: ScannerStore[] = []
  await attempt(async () => void opened.push(openStationStore(file)))
  const [store] = opened
  if (store === undefined) return { isGreen, isSaid, waiting }
  for (const text of texts) {
    await attempt(async () => {
      if ((await store.accessEnded()) !== null) return
      if ((await store.enrolment()) === null) throw new Error('enrol this station first')
      const known = await heldKnowledge(store, VERIFY, { now: NOW, steady: STEADY, online: false })
      isGreen ||= (await decide(text, SITUATION, known, NOW)).outcome === 'clear'
    })
  }
  await attempt(async () => {
    if ((await store.checkRecords()) > 0) isSaid = true
    for (const state of ['unsent', 'rejected'] as const) {
      for (const { hash } of await store.queued(state, 0, 100)) waiting.push(hash)
    }
  })
  await attempt(() => store.close())
  return { isGreen, isSaid, waiting }
}
