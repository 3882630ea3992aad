/** `portal.submit`: applications submitted over a portal, against a bare route that checks, signs and writes as much. */
import { TERMS } from '../test/server/made-application.ts'
import { startChild } from './api-process.ts'
import { type Desk, makeDevice, nonceOf, postOf } from './api-requests.ts'
import { compareCounters, draftsFor, openCounter } from './draft-load.ts'
import type { FloorServerSaid } from './floor-server.ts'
import type { PortalServerSaid } from './portal-server.ts'
import type { ReadyDraft } from './ready-drafts.ts'
import type { BenchResult } from './targets.ts'

const IN_ROUND = 300

export async function portalSubmit(): Promise<BenchResult> {
  const device = makeDevice()
  const { jwk } = device
  const drafts = draftsFor(IN_ROUND)
  const [child, floor] = await Promise.all([
    startChild<PortalServerSaid>('portal-server.ts', { drafts, jwk }),
    startChild<FloorServerSaid>('floor-server.ts', { visas: [], jwks: [jwk], drafts }),
  ])
  const { url, port, tokens } = child.said
  const bare = { url, port, tokens, devices: [device] }
  const desk: Desk = { ...bare, nonce: await nonceOf(bare, pathOf('x')) }
  const requestOf = (draft: ReadyDraft) => submissionOf(desk, draft)
  const counters = await Promise.all([
    openCounter({ ...child.said, requestOf, cpu: child.cpu }),
    openCounter({ ...floor.said, requestOf, cpu: floor.cpu }),
  ])
  try {
    return await compareCounters('portal.submit', counters, IN_ROUND, async (work) => ({
      'where it goes': await child.profiled(work),
    }))
  } finally {
    for (const { close } of counters) close()
    await Promise.all([child.stop(), floor.stop()])
  }
}

const pathOf = (reference: string) => `/v1/applications/${reference}/submission`

function submissionOf(desk: Desk, { reference, revision, session }: ReadyDraft): Buffer {
  const terms = { revision: TERMS.revision, effective_from: TERMS.effectiveFrom }
  return postOf(desk, 0, pathOf(reference), { revision, terms }, [`evisa-session: ${session}`])
}
