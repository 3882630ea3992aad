/** From the artefacts that a scanner holds to what it knows: everything is verified again, from the pinned root up. */
import { type EpochSeconds, timeZoneDataIsCurrent } from '#evisa/civil-date.ts'
import { highestSignedTime, type Knowledge, NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { verifyPolicy } from '#evisa/policy.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { verifyPinnedRoot } from '#evisa/root.ts'
import { type Inflate, type StatusList, verifyStatusList } from '#evisa/status-list.ts'
import { verifyTrustList } from '#evisa/trust-list.ts'
import type { ArtefactFault } from '#evisa/verify-artefact.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import type { HeldArtefact, ScannerStore } from './scanner-store.ts'

export type Verified = Pick<Knowledge, 'trust' | 'policy' | 'statusLists'>

/** Verifies a set of artefacts as a whole: one that fails, fails the set. */
export async function verifyHeld(
  artefacts: readonly HeldArtefact[],
  rootFingerprint: string,
  inflate: Inflate,
): Promise<Result<Verified, { readonly path: string; readonly fault: ArtefactFault | 'artefact/missing' }>> {
  const body = (path: string) => artefacts.find((artefact) => artefact.path === path)?.body
  for (const path of ['root/1', 'trust', 'policy']) {
    if (body(path) === undefined) return fail({ path, fault: 'artefact/missing' })
  }
  const root = await verifyPinnedRoot(body('root/1') ?? '', rootFingerprint)
  if (!root.ok) return fail({ path: 'root/1', fault: root.error })
  const trust = await verifyTrustList(body('trust') ?? '', root.value)
  if (!trust.ok) return fail({ path: 'trust', fault: trust.error })
  const policy = await verifyPolicy(body('policy') ?? '', trust.value)
  if (!policy.ok) return fail({ path: 'policy', fault: policy.error })
  const statusLists = new Map<string, StatusList>()
  for (const artefact of artefacts.filter(({ path }) => path.startsWith('status/'))) {
    const list = await verifyStatusList(artefact.body, trust.value, inflate)
    if (!list.ok) return fail({ path: artefact.path, fault: list.error })
    // One list under another's path could take its place with an older one.
    if (list.value.uri !== `${STATUS_LIST_URN}${artefact.path.slice('status/'.length)}`) {
      return fail({ path: artefact.path, fault: 'artefact/missing' })
    }
    statusLists.set(list.value.uri, list.value)
  }
  return ok({ trust: trust.value, policy: policy.value, statusLists })
}

/** All that this scanner knows now. Artefacts that do not verify count as none: the answer is then "refer". */
export async function heldKnowledge(store: ScannerStore, inflate: Inflate, online: boolean): Promise<Knowledge> {
  const enrolment = await store.enrolment()
  if (enrolment === null) return { ...NOTHING_KNOWN, online, timeZoneDataIsCurrent: timeZoneDataIsCurrent() }
  const verified = await verifyHeld(await store.artefacts(), enrolment.rootFingerprint, inflate)
  const { asOf } = await store.ledgerMark()
  return {
    ...NOTHING_KNOWN,
    ...(verified.ok ? verified.value : {}),
    ledger:
      enrolment.role === 'border' && asOf !== null ? { asOf, eventsOf: (number) => store.eventsOf(number) } : null,
    earlierChecks: (number) => store.checksOf(number),
    timeFloor: await store.timeFloor(),
    timeZoneDataIsCurrent: timeZoneDataIsCurrent(),
    online,
  }
}

/** The time floor that a verified set gives. */
export function timeFloorOf(verified: Verified): EpochSeconds {
  return highestSignedTime({ ...verified, snapshot: null })
}
