/** What the public check page knows: fetched from its own origin and verified here from the first root on; kept nowhere. */
import { maxCharactersOf, PINNED_ROOT_PATH, type ReadArtefact, type VerifyPlatform } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { acceptSet, type Knowledge, NOTHING_KNOWN } from '#evisa/knowledge.ts'
import type { Policy } from '#evisa/policy.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { rootFingerprint } from '#evisa/root.ts'
import { SECOND_WIRE, SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { type Fetch, httpCall, SignInFirst, Unreachable } from '../../offline/http-call.ts'

/** `clock`: genuine data are far ahead of this clock. `run-out`: they are of before, or the clock is far ahead of them. */
export type KnowledgeFault = 'network' | 'sign-in' | 'clock' | 'run-out' | 'unverified'

export interface PublicKnowledge {
  readonly knowledge: Knowledge
  readonly policy: Policy
  /** SHA-256 of the root that all of it rests on, base64url: the one that the authority makes known. */
  readonly rootFingerprint: string
  /** When the authority last said that all of it is current. */
  readonly signedAt: EpochSeconds
}

export interface KnowledgeContext {
  readonly fetch: Fetch
  /** Without a slash at its end. */
  readonly origin: string
  readonly verify: VerifyPlatform
  readonly now: EpochSeconds
  readonly signal: AbortSignal
}

const FIRST_ROOT = 'root/1'

/**
 * Fetches everything that the snapshot names, the same for every visitor: to ask only for the list that a visa needs would
 * tell the server something about the visa.
 */
export async function fetchKnowledge(context: KnowledgeContext): Promise<Result<PublicKnowledge, KnowledgeFault>> {
  const { verify, now } = context
  try {
    const root = await fetchArtefact(context, FIRST_ROOT)
    if (root === null) return fail('unverified')
    const fingerprint = await rootFingerprint(root)
    const read: ReadArtefact = async (path, sha256) => {
      if (path === PINNED_ROOT_PATH) return root
      // The page comes from the server that it asks, which has the second version of the wire for as long as it has any.
      return fetchArtefact(context, path === SNAPSHOT_PATH ? `${SECOND_WIRE}${path}` : path, sha256)
    }
    const accepted = await acceptSet(
      { held: null, roots: [], rootFingerprint: fingerprint, timeFloor: 0, now, read, saveRoot: async () => undefined },
      verify,
    )
    if (!accepted.ok) return fail(FAULTS[accepted.error.fault] ?? 'unverified')
    const { set, timeFloor } = accepted.value
    const { trust, policy, snapshot, statusLists, registers } = set
    const known = { trust, policy, snapshot, statusLists, registers, timeFloor, online: true }
    const knowledge = { ...NOTHING_KNOWN, ...known }
    return ok({ knowledge, policy, rootFingerprint: fingerprint, signedAt: snapshot.iat })
  } catch (error) {
    if (error instanceof Unreachable) return fail(networkFault(error))
    throw error
  }
}

export function networkFault(error: Unreachable): KnowledgeFault {
  return error instanceof SignInFirst ? 'sign-in' : 'network'
}

const FAULTS: Readonly<Partial<Record<ArtefactFault, KnowledgeFault>>> = {
  'artefact/fast-forward': 'clock',
  'artefact/frozen': 'run-out',
  'artefact/expired': 'run-out',
}

/** Asks by the hash where one is known, so that what is published meanwhile makes no mixture. */
async function fetchArtefact(
  { fetch, origin, signal }: KnowledgeContext,
  path: string,
  sha256: string | null = null,
): Promise<string | null> {
  const url = `${origin}/v1/artefacts/${sha256 === null ? path : `by-hash/${sha256}`}`
  const { status, text } = await httpCall(
    fetch,
    url,
    { method: 'GET', headers: {}, signal },
    maxCharactersOf(path.replace(SECOND_WIRE, '')),
  )
  if (status === 404) return null
  if (status !== 200) throw new Unreachable(`the server answered ${status} for ${path}`)
  return text
}
