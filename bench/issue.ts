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
import { holderClaims, makeBenchWorld } from './made-visas.ts'
import { type BenchResult, compare, round } from './measure.ts'

const COUNT = 4000
const BATCH = 500

export async function issueBatch(): Promise<BenchResult> {
  const { knowledge, signer, privateKey, now } = await makeBenchWorld()
  const policy = knowledge.policy && policyOn(knowledge.policy, civilDateAt(now))
  if (policy === null) throw new Error('no policy')
  const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
  const store = openSqliteStore(join(folder, 'authority.db'))
  const context: IssueContext = {
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
  let series = 0
  const applications = (): VisaApplication[] => {
    series++
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
  const payload = Buffer.from(JSON.stringify(holderClaims(1)))
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  try {
    const times = await compare(
      async () => {
        const all = applications()
        for (let at = 0; at < COUNT; at += BATCH) {
          const issued = await issueVisas(all.slice(at, at + BATCH), context)
          const refused = issued.find((one) => !one.ok)
          if (refused !== undefined) throw new Error(`a bench visa was refused: ${JSON.stringify(refused)}`)
        }
      },
      () => {
        for (let at = 0; at < COUNT; at++) sign('sha256', payload, key)
      },
      5,
    )
    return {
      name: 'issue.batch',
      value: round(1 / times.ratio),
      unit: 'x raw signs/s',
      target: '>= 0.6',
      met: 1 / times.ratio >= 0.6,
      details: {
        'visas/s': Math.round(COUNT / times.ours),
        'raw signs/s': Math.round(COUNT / times.raw),
        batch: BATCH,
      },
    }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}
