/** `decision.check`: what it costs to look at a decision again before it is issued, and at what its signer could do then. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { caseSaid } from '../server/cases/case-to-sign.ts'
import { faultOfDecision } from '../server/cases/prove-decision.ts'
import { readDecisionText } from '../server/signing/decision-text.ts'
import { sqliteFile } from '../server/store/open-store.ts'
import type { DueIssue } from '../server/store/outbox-store.ts'
import type { ProvenSignature } from '../server/store/signature-store.ts'
import { openSqliteStore } from '../server/store/sqlite/sqlite-store.ts'
import { ownCpu } from './cpu-time.ts'
import { DECIDED, decidedCases, PLACE } from './decided-cases.ts'
import { filledStore } from './filled-store.ts'
import { profiled } from './hot-spots.ts'
import { compareSides, comparisonDetails, type Side } from './measure.ts'
import { checkHere, type RawSigned } from './raw-check.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

const CHECKS = 1000
const ROUNDS = 15

export async function decisionCheck(): Promise<BenchResult> {
  const store = openSqliteStore(sqliteFile(await filledStore(await decidedCases())))
  try {
    const signed = await store.signaturesAfter(null, DECIDED)
    const proving = { store, keyPlace: PLACE, mustSign: true }
    const ours = inRounds(signed.map(dueOf), async (due) => {
      const fault = await faultOfDecision(due, proving)
      if (fault !== null) throw new Error(`a decision of the bench does not hold: ${fault}`)
    })
    const floor = inRounds(rawOf(signed), async ({ raw, key }) => checkHere(raw, key))
    const compared = await compareSides(ours, floor, ROUNDS)
    const cost = compared.ours.cpu.total
    const where = isMet('decision.check', [cost]) ? {} : { 'where it goes': await profiled(await ours.prepare()) }
    return benchResult('decision.check', [cost], { ...comparisonDetails(compared, 'decisions'), ...where })
  } finally {
    await store.close()
  }
}

/** Each round goes on with the cases after those of the one before: the worker looks at a case once. */
function inRounds<T>(all: readonly T[], check: (one: T) => Promise<void>): Side {
  let at = 0
  const round = async () => {
    for (let done = 0; done < CHECKS; done++) await check(all[at++ % all.length] as T)
  }
  return { count: CHECKS, prepare: () => round, cpu: () => ownCpu() }
}

/** As it waits in the outbox. */
function dueOf({ id, subject: reference, text }: ProvenSignature): DueIssue {
  const said = readDecisionText(text)
  const input = (said && caseSaid(said, reference)?.input) ?? ''
  return { reference, attempts: 1, input, decided: input, signature: id }
}

/** What OpenSSL alone is given: the key as it is held, and what the authenticator signed. */
function rawOf(signed: readonly ProvenSignature[]): readonly { readonly raw: RawSigned; readonly key: KeyObject }[] {
  const keys = new Map<string, KeyObject>()
  return signed.map(({ jwk, credential, authenticatorData, clientData, signature }) => {
    const key = keys.get(credential) ?? createPublicKey({ key: jwk, format: 'jwk' })
    keys.set(credential, key)
    const [head, client, der] = [authenticatorData, clientData, signature].map((part) => Buffer.from(part, 'base64url'))
    const data = Buffer.concat([
      head ?? none,
      createHash('sha256')
        .update(client ?? none)
        .digest(),
    ])
    return { raw: { data, signature: der ?? none }, key }
  })
}
const none = Buffer.alloc(0)
