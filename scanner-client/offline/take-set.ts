/** Taking a newer set of artefacts, from the network or from a bundle: the same acceptance, saved as a whole or not at all. */
import {
  type ArtefactSet,
  loadRoots,
  maxCharactersOf,
  type ReadArtefact,
  type SetFault,
  type VerifyPlatform,
} from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { epochFault } from '#evisa/epoch.ts'
import { acceptSet } from '#evisa/knowledge.ts'
import { sha256Base64url } from '#evisa/sha256.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { heldSet } from './held-knowledge.ts'
import { type LostStatuses, lostStatuses } from './lost-statuses.ts'
import type { Enrolment, HeldArtefact, ScannerStore, SetChange } from './scanner-store.ts'
import { isOfBefore, keptOfEpoch, setsOfBefore } from './sets-of-before.ts'
import { laterAnchor, type SteadyReading } from './steady-clock.ts'

/** What is offered does not verify, or is older than what is held: that is kept. */
export class UntrustedData extends Error {
  override name = 'UntrustedData'
  /** The time that a genuine snapshot said, where it lies far ahead of this device's clock. */
  readonly signedTime: EpochSeconds | undefined
  /** What is offered is older than what is held, or lacks some of it: the store may have gone back. */
  readonly goesBack: boolean
  constructor(message: string, signedTime?: EpochSeconds, goesBack = false) {
    super(message)
    this.signedTime = signedTime
    this.goesBack = goesBack
  }
}

/** When and by what a set is judged; `steady` where the source tells what time it is now, as a file does not. */
export interface TakeContext {
  readonly verify: VerifyPlatform
  readonly now: EpochSeconds
  readonly steady: SteadyReading | null
}

const MAX_TRIES = 3

/** Verifies what `offered` gives and goes over to it. Throws `UntrustedData`. Returns how many artefacts are new. */
export async function takeSet(
  store: ScannerStore,
  { rootFingerprint }: Pick<Enrolment, 'rootFingerprint'>,
  offered: ReadArtefact,
  context: TakeContext,
): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const taken = await takeOnce(store, rootFingerprint, offered, context)
    if (taken !== null) return taken
  }
  throw new UntrustedData('another program of this scanner keeps changing what is held: try again')
}

/** Null where another program went on meanwhile: what is held has to be looked at again. */
async function takeOnce(
  store: ScannerStore,
  rootFingerprint: string,
  offered: ReadArtefact,
  { verify, now, steady }: TakeContext,
): Promise<number | null> {
  const overSnapshot = (await store.artefact(SNAPSHOT_PATH))?.sha256 ?? null
  const held = await heldSet(store, verify)
  const roots = await loadRoots(async (path) => (await store.artefact(path))?.body ?? null, rootFingerprint)
  const fresh = new Map<string, HeldArtefact>()
  const read: ReadArtefact = async (path, sha256) => {
    const known = sha256 === null ? null : await store.artefact(path)
    // The body itself is hashed, since one that was damaged on the disk has to be fetched again.
    if (known !== null && known.sha256 === sha256 && (await sha256Base64url(known.body)) === sha256) return known.body
    const body = await offered(path, sha256)
    // What is too long is refused without being hashed.
    if (body !== null && body.length <= maxCharactersOf(path)) {
      fresh.set(path, { path, sha256: await sha256Base64url(body), body })
    }
    return body
  }
  const accepted = await acceptSet(
    {
      held,
      roots: roots.ok ? roots.value : [],
      rootFingerprint,
      timeFloor: await store.timeFloor(),
      now,
      read,
      saveRoot: async (path, body) => store.saveRoot({ path, sha256: await sha256Base64url(body), body }),
    },
    verify,
  )
  if (!accepted.ok) {
    const { signedTime, fault } = accepted.error
    throw new UntrustedData(explain(accepted.error), signedTime, held !== null && GOING_BACK.includes(fault))
  }
  const { set, timeFloor, recovered } = accepted.value
  const named = new Set([SNAPSHOT_PATH, ...Object.keys(set.snapshot.artefacts)])
  const paths = await store.artefactPaths()
  const drop = paths.filter((path) => !path.startsWith('root/') && !isOfBefore(path) && !named.has(path))
  const { epoch } = set.snapshot
  // Where what was held does not verify any more, the copy of the ledger knows which epoch it was.
  const fault = epochFault((await store.ledgerMark()).epoch, epoch)
  if (fault !== null && !recovered) throw new UntrustedData(explain({ path: SNAPSHOT_PATH, fault }), undefined, true)
  const heldEpoch = held?.snapshot.epoch?.number ?? 1
  const hasEnded = held !== null && (epoch?.number ?? 1) > heldEpoch
  const put = [...fresh.values()].filter(({ path }) => !path.startsWith('root/'))
  const isSame = fresh.get(SNAPSHOT_PATH)?.sha256 === overSnapshot && put.length === 1
  if (isSame) return 0
  // What a thief made up about the time and about crossings goes with his versions, in the same step.
  const anchor = recovered ? null : await store.clockAnchor()
  const clockAnchor = steady === null ? anchor : laterAnchor(anchor, { signedTime: set.snapshot.iat, steady })
  const ended = hasEnded ? await keptOfEpoch(store, heldEpoch) : []
  const lost = await openStatuses(store, rootFingerprint, verify, hasEnded ? held : null, set)
  const change: SetChange = {
    put: [...put, ...ended],
    ...{ drop, timeFloor, clockAnchor, dropLedger: recovered, epoch },
    ...(lost !== null && { lostStatuses: lost }),
  }
  return (await store.saveSet(change, overSnapshot)) ? put.length : null
}

/** What the lists of before said and none since; null where that is damaged and cannot be made anew. */
async function openStatuses(
  store: ScannerStore,
  rootFingerprint: string,
  verify: VerifyPlatform,
  ended: ArtefactSet | null,
  set: ArtefactSet,
): Promise<LostStatuses | null> {
  const open = await store.lostStatuses()
  if (open !== 'damaged') return lostStatuses(open, ended === null ? [] : [ended], set)
  const before = await setsOfBefore(store, rootFingerprint, verify)
  return before === null ? null : lostStatuses({}, ended === null ? before : [...before, ended], set)
}

const GOING_BACK: readonly SetFault['fault'][] = ['artefact/rollback', 'artefact/conflict', 'artefact/missing']

function explain({ path, fault }: SetFault): string {
  return `${path}: ${fault}${HINTS[fault] ?? ''}`
}

const HINTS: Readonly<Partial<Record<SetFault['fault'], string>>> = {
  'artefact/rollback': ' (older than what is held)',
  'artefact/frozen': ' (it has run out: is the clock right, and the source up to date?)',
  'artefact/expired': ' (it has run out: is the clock right, and the source up to date?)',
  'artefact/fast-forward': ' (far ahead of this clock: set the clock)',
}
