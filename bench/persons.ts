/** `booth.roster` and `person.check`: what it costs to know who somebody is, at a booth and before a decision is issued. */
import { createPublicKey, randomBytes, randomUUID, verify } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { verifyAssertion } from '#evisa/person-assertion.ts'
import { ROSTER_TYP, type Roster, verifyRoster } from '#evisa/roster.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { makeAssertion } from '../fixtures/made-authenticator.ts'
import { DAY, NOW } from '../fixtures/made-world.ts'
import { testKey } from '../fixtures/test-signer.ts'
import { signCompact } from '../keys/signer.ts'
import { BY_NODE } from '../platform/assertions-by-node.ts'
import { checkByNode } from '../platform/check-signature.ts'
import { ownCpu } from './cpu-time.ts'
import { compareSides, costOf, medianCost, round, type Side } from './measure.ts'
import { type BenchResult, benchResult } from './targets.ts'

const OFFICERS = 5000
const ROUNDS = 9
const CHECKS = 500
const ORIGIN = 'https://booth.border.example'

function rosterOf(keysEach: number): Roster {
  const coordinate = () => Buffer.concat([randomBytes(31), Buffer.of(0)]).toString('base64url')
  const key = () => ({
    credential: randomBytes(32).toString('base64url'),
    jwk: { kty: 'EC', crv: 'P-256', x: coordinate(), y: coordinate() } as const,
  })
  const officers = Array.from({ length: OFFICERS }, (_, at) => ({
    id: randomUUID(),
    badge: `KZ-${10_000 + at}`,
    powers: at % 10 === 0 ? (['officer', 'supervisor'] as const).slice() : (['officer'] as const).slice(),
    keys: Array.from({ length: keysEach }, key),
  }))
  return { version: NOW, iat: NOW, exp: NOW + 7 * DAY, rp_id: 'border.example', origins: [ORIGIN], officers }
}

export async function boothRoster(): Promise<BenchResult> {
  const { signer, jwk } = await testKey('roster', 'roster')
  const key = { kid: signer.kid, jwk, purpose: 'roster', alg: 'ES256', state: 'active', active_from: 0 }
  const listed = { ...key, sign_until: NOW + DAY, verify_until: NOW + DAY, check: checkByNode(jwk) }
  const trust = { keys: new Map([[signer.kid, listed]]) } as unknown as TrustList
  const verified = async (keysEach: number) => {
    const text = await signCompact(signer, ROSTER_TYP, rosterOf(keysEach))
    const side: Side = {
      count: 1,
      prepare: () => async () => {
        if (!(await verifyRoster(text, trust)).ok) throw new Error('the roster was not taken')
      },
      cpu: () => ownCpu(),
    }
    await costOf(side)
    const costs: Awaited<ReturnType<typeof costOf>>[] = []
    for (let at = 0; at < ROUNDS; at++) costs.push(await costOf(side))
    return {
      ms: 1000 / medianCost(costs).rate,
      cpuMs: medianCost(costs).cpu.total / 1000,
      heldMegabytes: text.length / 1e6,
      // As the server sends it to whoever takes gzip, which every browser and station does.
      sentMegabytes: gzipSync(text).length / 1e6,
    }
  }
  const one = await verified(1)
  const two = await verified(2)
  return benchResult('booth.roster', [two.cpuMs, two.sentMegabytes], {
    officers: OFFICERS,
    'ms by the clock': round(two.ms, 1),
    'MB held': round(two.heldMegabytes),
    'CPU ms with a key each': round(one.cpuMs, 1),
    'MB sent and held with a key each': `${round(one.sentMegabytes)}, ${round(one.heldMegabytes)}`,
  })
}

export async function personCheck(): Promise<BenchResult> {
  const officer = await testKey('officer', 'root')
  // As long as the text of a decision.
  const text = 'x'.repeat(2000)
  const about = { text, rpId: 'border.example', origins: [ORIGIN], mayBeSynced: true, jwk: officer.jwk }
  const assertion = makeAssertion(officer, { text, rpId: about.rpId, origin: ORIGIN })
  const ours: Side = {
    count: CHECKS,
    prepare: () => async () => {
      for (let at = 0; at < CHECKS; at++)
        if (!(await verifyAssertion(assertion, about, BY_NODE)).ok) throw new Error('the assertion was not taken')
    },
    cpu: () => ownCpu(),
  }
  const key = createPublicKey({ key: officer.jwk, format: 'jwk' })
  const der = Buffer.from(assertion.signature, 'base64url')
  const floor: Side = {
    count: CHECKS,
    prepare: () => () => {
      for (let at = 0; at < CHECKS; at++) verify('sha256', Buffer.alloc(69, at), key, der)
    },
    cpu: () => ownCpu(),
  }
  const compared = await compareSides(ours, floor, ROUNDS)
  return benchResult('person.check', [compared.ours.cpu.total], {
    'floor CPU us': round(compared.floor.cpu.total, 1),
    ratio: round(compared.ratio),
  })
}
