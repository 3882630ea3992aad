/** A server outside a demonstration, where two people change the policy, and somebody else may write in its database. */
import type { Test } from 'tap'
import { textOfBase64url } from '#evisa/base64url-text.ts'
import type { PolicyEdition } from '#evisa/policy.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { sumOfEditions } from '../../../server/store/proposal-rows.ts'
import { type Runs, rows } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { type Built, build } from '../build-app.ts'
import { type Decider, deciders } from '../deciders.ts'
import { sqliteRuns } from '../store/runs-of.ts'

export interface PolicyScene extends Built {
  readonly runs: Runs
  readonly dana: Decider
  readonly erlan: Decider
  /** While it is set nothing is published. */
  readonly disk: { isFull: boolean }
  /** Dana proposes that a station is international from a day on, and Erlan approves it; the id of the proposal. */
  change(checkpoint: string, from?: string): Promise<string>
}

export async function policyScene(t: Test): Promise<PolicyScene> {
  const disk = { isFull: false }
  const withDisk = (store: Store): Store => ({
    ...store,
    publish: async (...given) => {
      if (disk.isFull) throw new Error('the disk is full')
      return store.publish(...given)
    },
  })
  const built = await build(t, { mustSign: true, store: withDisk })
  const people = await deciders(built)
  const [dana, erlan] = [await people.make('Dana', ['operator']), await people.make('Erlan', ['supervisor'])]
  return {
    ...built,
    ...{ runs: sqliteRuns(t, built.dir), dana, erlan, disk },
    change: async (checkpoint, from = '2026-12-01') => {
      const change = { policy: opening(checkpoint, from) }
      const proposed = await dana.sign({ kind: 'proposal', reason: 'it opens', change })
      const id: string = proposed.body.done?.proposal.id
      const approved = await erlan.sign({ kind: 'proposal-approval', proposal: id })
      if (approved.status !== 200) throw new Error(`${JSON.stringify(proposed.body)} ${JSON.stringify(approved.body)}`)
      return id
    },
  }
}

export function opening(checkpoint: string, from: string): PolicyEdition {
  const checkpoints = defaultEdition().checkpoints.map((one) =>
    one.id === checkpoint ? { ...one, international: true } : one,
  )
  return { ...defaultEdition(), effective_from: from, checkpoints }
}

/** Writes a policy into the database as one that was approved, sum and all, or over one that was. */
export function putPolicy(
  { act }: Runs,
  revision: number,
  policy: readonly PolicyEdition[] | string,
): Promise<unknown> {
  const editions = typeof policy === 'string' ? policy : JSON.stringify(policy)
  return act(() =>
    rows(
      `INSERT INTO policies (revision, editions, approved_at, sum) VALUES (?, ?, 1, ?)
       ON CONFLICT (revision) DO UPDATE SET editions = excluded.editions, sum = excluded.sum`,
      ...[revision, editions, sumOfEditions({ revision, editions })],
    ),
  )
}

/** The first days of the editions that a server publishes, with the stations that were opened. */
export async function publishedBy({ publisher }: Pick<Built, 'publisher'>): Promise<readonly string[]> {
  const jws = (await publisher.artefact('policy'))?.body ?? ''
  const { editions } = JSON.parse(textOfBase64url(jws.split('.')[1] ?? ''))
  const closed = new Set(defaultEdition().checkpoints.flatMap(({ id, international }) => (international ? [] : [id])))
  return editions.map(({ effective_from, checkpoints }: PolicyEdition) =>
    [
      effective_from,
      ...checkpoints.flatMap(({ id, international }) => (international && closed.has(id) ? [id] : [])),
    ].join(' '),
  )
}
