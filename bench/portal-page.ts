/** `portal.page`: how long the portal and the server behind it take for a page, where 100,000 cases are kept. */
import { NOW } from '../fixtures/made-world.ts'
import { faceCalls } from '../pages/authority/face-calls.ts'
import { type DeviceKey, makeDeviceKey } from '../test/server/dpop-device.ts'
import { TERMS } from '../test/server/made-application.ts'
import { type Child, startChild } from './api-process.ts'
import { benchPortal } from './bench-portal.ts'
import { filledStore } from './filled-store.ts'
import { CASES, MANY_CASES } from './many-cases.ts'
import { round } from './measure.ts'
import { type PageTimes, pageTimes } from './page-times.ts'
import type { PortalServerSaid } from './portal-server.ts'
import type { ReadyDraft } from './ready-drafts.ts'
import { type BenchResult, benchResult } from './targets.ts'

// One to be looked at as it is, and one that is submitted first.
const DRAFTS = 2

export async function portalPage(): Promise<BenchResult> {
  const filled = await filledStore(MANY_CASES)
  const many = await timesOver(filled)
  const none = await timesOver(null)
  const [ours, floor] = [sumOf(many), sumOf(none)]
  return benchResult('portal.page', [many.slowest, ours / floor], {
    ...many.details,
    'without the others p95 ms': round(none.slowest),
    cases: CASES,
  })
}

const sumOf = ({ details }: PageTimes) => Object.values(details).reduce((sum, ms) => sum + ms, 0)

async function timesOver(filled: string | null): Promise<PageTimes> {
  const key = await makeDeviceKey()
  const child = await startChild<PortalServerSaid>('portal-server.ts', { filled, jwk: key.jwk, drafts: DRAFTS })
  try {
    return await timesAt(child, key)
  } finally {
    await child.stop()
  }
}

async function timesAt({ said }: Pick<Child<PortalServerSaid>, 'said'>, key: DeviceKey): Promise<PageTimes> {
  const call = faceCalls({ issuer: said.url, device: said.device, key: key.pair }, () => NOW)
  const pages = await benchPortal(call)
  const [draft, submitted] = said.drafts
  if (draft === undefined || submitted === undefined) throw new Error('there are no cases to look at')
  await submit(call, submitted)
  const at = ({ reference }: ReadyDraft, page = '') => `/en/applications/${reference}${page}`
  const ways = {
    'the first page': ['/en/', draft],
    'the account': ['/en/account', submitted],
    'the case': [at(submitted), submitted],
    'the task list': [at(draft, '/form'), draft],
    'the trip': [at(draft, '/form/trip'), draft],
    'the answers': [at(draft, '/form/check'), draft],
    'what is to be paid': [at(submitted, '/pay'), submitted],
  } as const
  try {
    return await pageTimes(ways, async ([url, { session }]) => {
      const { statusCode } = await pages.inject({
        url,
        headers: { cookie: `portal=${session}.bench`, 'accept-encoding': 'br' },
      })
      if (statusCode !== 200) throw new Error(`${url} was answered with ${statusCode}`)
    })
  } finally {
    await pages.close()
  }
}

async function submit(call: ReturnType<typeof faceCalls>, { reference, revision, session }: ReadyDraft): Promise<void> {
  const terms = { revision: TERMS.revision, effective_from: TERMS.effectiveFrom }
  const answer = await call({
    method: 'POST',
    path: `/v1/applications/${reference}/submission`,
    headers: { 'content-type': 'application/json', 'evisa-session': session, 'evisa-client-address': '198.51.100.7' },
    body: JSON.stringify({ revision, terms }),
  })
  if (!answer.ok) throw new Error(`not submitted: ${await answer.text()}`)
}
