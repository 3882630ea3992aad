/** `referrals.page`: a page of those sent to second line at an airport that sends 10,000 a day, where 100,000 are kept. */
import type Database from 'better-sqlite3'
import { base64urlOfText } from '#evisa/base64url-text.ts'
import { sqliteFile } from '../server/store/open-store.ts'
import type { ReferralQuery } from '../server/store/referral-store.ts'
import { openSqliteStore } from '../server/store/sqlite/sqlite-store.ts'
import { type Filling, filledStore } from './filled-store.ts'
import { pageTimes } from './page-times.ts'
import { type BenchResult, benchResult } from './targets.ts'

const COUNT = 100_000
const SECONDS_APART = 8.64
const PAGE = 101
const FIRST_AT = 1_800_000_000
const LAST_DAY = FIRST_AT + 9 * 86_400
const MIDDLE = { at: FIRST_AT + 5 * 86_400, id: '' }

const FILLING: Filling = { name: 'referrals', sources: [import.meta.filename], fill }

const PAGES: Readonly<Record<string, Omit<ReferralQuery, 'limit'>>> = {
  'open for a day': { isOpen: true, checkpoint: 'NQZ', since: LAST_DAY },
  'open of all checkpoints': { isOpen: true },
  'in the middle': { isOpen: true, checkpoint: 'NQZ', after: MIDDLE },
  forgotten: { isOpen: true, before: LAST_DAY },
  'closed, too': { isOpen: false, checkpoint: 'NQZ', after: MIDDLE },
  'of a checkpoint without any': { isOpen: true, checkpoint: 'ALA', since: LAST_DAY },
}

export async function referralsPage(): Promise<BenchResult> {
  const store = openSqliteStore(sqliteFile(await filledStore(FILLING)))
  try {
    const { slowest, details } = await pageTimes(PAGES, (query) => store.referrals({ ...query, limit: PAGE }))
    return benchResult('referrals.page', [slowest], { ...details, referrals: COUNT })
  } finally {
    await store.close()
  }
}

/** Half of them are closed, and each was taken once. */
function fill(database: Database.Database): void {
  const addCrossing = database.prepare(
    `INSERT INTO crossings (position, feed_position, hash, prev, id, visa_number, device, seq, crossing, standing,
       allowed, until, jws, receipt, received_at, received_from, wire)
     VALUES (?, ?, ?, NULL, ?, ?, 'dev-1', ?, '', 'counts', NULL, '2030-01-01', ?, '', ?, 'dev-1', 2)`,
  )
  const addReferral = database.prepare(
    `INSERT INTO referrals (id, visa_number, hash, checkpoint, at, known_at, stands, act, ended)
     VALUES (@id, @number, @hash, 'NQZ', @at, @at, 1, @act, @ended)`,
  )
  const addAct = database.prepare(
    `INSERT INTO referral_acts (id, referral, visa_number, checkpoint, device, operator, did, ends, at, stands)
     VALUES (?, ?, ?, 'NQZ', 'dev-2', 'KZ-3', ?, ?, ?, 1)`,
  )
  const all = database.transaction(() => {
    for (let nth = 0; nth < COUNT; nth++) {
      const name = nth.toString(16).padStart(12, '0')
      const [id, taken, closed] = [7, 8, 9].map((kind) => `01934f00-0000-7000-800${kind}-${name}`)
      const [visa, hash, at] = [`V${nth}`, `H${name}`, FIRST_AT + Math.floor(nth * SECONDS_APART)]
      const event = { id, visa_number: visa, action: 'referral', crossing: 'entry', reasons: ['passport/name'], at }
      const jws = `${'h'.repeat(100)}.${base64urlOfText(JSON.stringify({ ...event, evisa: 'e'.repeat(280) }))}.${'s'.repeat(86)}`
      addCrossing.run(nth + 1, nth + 1, hash, id, visa, nth + 1, jws, at)
      addAct.run(taken, id, visa, 'taken', 0, at + 60)
      const isClosed = nth % 2 === 0
      if (isClosed) addAct.run(closed, id, visa, 'entry', 1, at + 600)
      addReferral.run({ id, number: visa, hash, at, act: isClosed ? closed : taken, ended: isClosed ? 1 : 0 })
    }
  })
  all()
}
