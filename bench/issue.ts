/** `issue.batch`: visas judged, signed, packed and durably recorded, against nothing but signing as many payloads. */
import { randomBytes, sign } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { civilDateAt } from '#evisa/civil-date.ts'
import { policyOn } from '#evisa/policy.ts'
import { signCompact } from '../keys/signer.ts'
import { type IssueContext, issueVisas } from '../server/issuing/issue-visa.ts'
import type { VisaApplication } from '../server/issuing/read-application.ts'
import { openSqliteStore } from '../server/store/sqlite/sqlite-store.ts'
import { ownCpu } from './cpu-time.ts'
import { profiled } from './hot-spots.ts'
import { holderClaims, type Made, makeBenchWorld } from './made-visas.ts'
import { compareSides, comparisonDetails, type Side } from './measure.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

const COUNT = 2000
const BATCH = 500
const ROUNDS = 7

export async function issueBatch(): Promise<BenchResult> {
  const made = await makeBenchWorld()
  const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
  const store = openSqliteStore(join(folder, 'authority.db'))
  try {
    const ours = issuing(contextOf(made, store))
    const compared = await compareSides(ours, signing(made), ROUNDS)
    const isReached = isMet('issue.batch', [compared.ratio])
    const where = isReached ? {} : { 'where it goes': await profiled(await ours.prepare()) }
    return benchResult('issue.batch', [compared.ratio], {
      ...comparisonDetails(compared, 'visas'),
      batch: BATCH,
      ...where,
    })
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

function contextOf({ knowledge, signer, now }: Made, store: IssueContext['store']): IssueContext {
  const policy = knowledge.policy && policyOn(knowledge.policy, civilDateAt(now))
  if (policy === null) throw new Error('no policy')
  return {
    store,
    policy,
    key: {
      kid: signer.kid,
      signUntil: now + 1e7,
      verifyUntil: now + 1e8,
      sign: (typ, payload) => signCompact(signer, typ, payload),
    },
    now,
    actor: 'authority',
    randomBytes,
    qrPrefix: 'EV1:',
  }
}

function issuing(context: IssueContext): Side {
  let series = 0
  return {
    count: COUNT,
    prepare: () => {
      const all = applications(++series)
      return async () => {
        for (let at = 0; at < COUNT; at += BATCH) {
          const issued = await issueVisas(all.slice(at, at + BATCH), context)
          const refused = issued.find((one) => !one.ok)
          if (refused !== undefined) throw new Error(`a bench visa was refused: ${JSON.stringify(refused)}`)
        }
      }
    },
    cpu: () => ownCpu(),
  }
}

// On one thread: on the pool a signature costs more processor time, not less.
function signing({ privateKey }: Made): Side {
  const payload = Buffer.from(JSON.stringify(holderClaims(1)))
  return {
    count: COUNT,
    prepare: () => () => {
      for (let at = 0; at < COUNT; at++) sign('sha256', payload, privateKey)
    },
    cpu: () => ownCpu(),
  }
}

function applications(series: number): readonly VisaApplication[] {
  return Array.from({ length: COUNT }, (_, seed) => {
    const { category, entries, valid_from, valid_until, stay_days, holder, passport } = holderClaims(seed)
    return {
      visa_support_number: `BENCH-${series}-${seed}`,
      category,
      entries,
      valid_from,
      valid_until,
      stay_days,
      holder,
      passport,
    }
  })
}
