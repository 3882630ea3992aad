/** A publisher in the made world: a real SQLite file, keys and a clock that the test changes, a scanner that takes. */

import { join } from 'node:path'
import type { Test } from 'tap'
import type { ArtefactSet } from '#evisa/artefact-set.ts'
import type { SnapshotDocument } from '#evisa/snapshot.ts'
import { statusAt, type VisaStatus } from '#evisa/status-list.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { makeWorld, NOW } from '../../../fixtures/made-world.ts'
import { hourlyAuditCheckpoints } from '../../../server/audit/audit-checkpoints.ts'
import { makePublisher, type Publisher, type PublisherOptions } from '../../../server/publishing/publish.ts'
import type { SigningKeys } from '../../../server/signing-keys.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { signingKeys } from '../build-app.ts'
import { ACT, newVisa } from '../store/made-visas.ts'
import { publishedBy, type TakingScanner, takingScanner } from '../taking-scanner.ts'

export const WORLD = await makeWorld()

export interface MadePublisher {
  readonly store: Store
  readonly clock: { now: number }
  readonly keys: { current: SigningKeys }
  /** What `start` starts with. */
  readonly options: PublisherOptions
  /** The publisher that runs: `start` puts another one in its place. */
  readonly running: { publisher: Publisher }
  /** Starts one more on the same store, as after a restart or beside it. */
  start(change?: Partial<PublisherOptions>): Promise<Publisher>
  scanner(publisher?: Publisher): TakingScanner
  /** A visa that was issued under the world's key, with a place of its own in list 0. */
  visa(change?: Partial<VisaClaims>): ReturnType<typeof newVisa>
}

export async function madePublisher(t: Test, change: Partial<PublisherOptions> = {}): Promise<MadePublisher> {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  const clock = { now: NOW }
  const keys = { current: signingKeys(WORLD) }
  const options: PublisherOptions = {
    afterPublish: hourlyAuditCheckpoints(store),
    keys: async () => keys.current,
    policy: defaultPolicy(),
    ...{ mustSign: async () => false, keyPlace: null },
    store,
    now: () => clock.now,
    maxStandstillSeconds: Number.POSITIVE_INFINITY,
    ...change,
  }
  const start = (change: Partial<PublisherOptions> = {}) =>
    makePublisher({ ...options, afterPublish: hourlyAuditCheckpoints(store), ...change })
  const running = { publisher: await start() }
  return {
    store,
    clock,
    keys,
    options,
    running,
    start,
    scanner: (publisher) =>
      takingScanner(
        WORLD.rootFingerprint,
        publishedBy(() => publisher ?? running.publisher),
      ),
    visa: async (change) => {
      const visa = await newVisa(change)
      const [fault] = await store.recordVisas([visa], ACT)
      if (fault !== null) throw new Error(fault)
      return visa
    },
  }
}

export type SnapshotSaid = SnapshotDocument & { readonly text: string }

/** What the snapshot says that a publisher serves now. */
export async function snapshotOf(publisher: Publisher): Promise<SnapshotSaid> {
  const text = (await publisher.artefact('snapshot'))?.body ?? ''
  return { ...JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()), text }
}

/** The text of an artefact as it is served now. */
export async function textOf(publisher: Publisher, path: string): Promise<string | undefined> {
  return (await publisher.artefact(path))?.body
}

/** What a set says of a visa. */
export function statusIn(set: Pick<ArtefactSet, 'statusLists'>, { claims }: { claims: VisaClaims }): VisaStatus {
  const { uri, idx } = claims.status.status_list
  const list = set.statusLists.get(uri)
  if (list === undefined) throw new RangeError(`no list ${uri}`)
  return statusAt(list, idx)
}
