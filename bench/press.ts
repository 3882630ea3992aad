/**
 * `portal.press`: the last button of an application as a browser presses it, through the portal's page and the server behind it, against one bare
 * route that takes the same form. What a portal apart costs, its calls and their proofs, is counted on our side alone.
 */
import { formToken, makeBrowserSecret } from '../pages/browser-cookies.ts'
import { ownerOf } from '../pages/visit.ts'
import { makeDeviceKey } from '../test/server/dpop-device.ts'
import { TERMS } from '../test/server/made-application.ts'
import { type Child, startChild } from './api-process.ts'
import { type CpuTime, cpuEach, cpuTogether } from './cpu-time.ts'
import { compareCounters, draftsFor, openCounter } from './draft-load.ts'
import type { FloorServerSaid } from './floor-server.ts'
import { median, round } from './measure.ts'
import type { PortalProcessSaid } from './portal-process.ts'
import type { PortalServerSaid } from './portal-server.ts'
import { type ReadyDraft, UNDECLARED } from './ready-drafts.ts'
import type { BenchResult } from './targets.ts'

const IN_ROUND = 150
const SENT_ON_TO_PAY = /^HTTP\/1\.1 303 [\s\S]*\r\nlocation: \/en\/applications\/[0-9A-Z]+\/pay(\r\n|$)/i

export async function portalPress(): Promise<BenchResult> {
  const { jwk, pair } = await makeDeviceKey()
  const drafts = { drafts: draftsFor(IN_ROUND), change: UNDECLARED }
  const [server, floor] = await Promise.all([
    startChild<PortalServerSaid>('portal-server.ts', { ...drafts, jwk }),
    startChild<FloorServerSaid>('floor-server.ts', { ...drafts, visas: [], jwks: [] }),
  ])
  const { url: issuer, device } = server.said
  const key = await crypto.subtle.exportKey('jwk', pair.privateKey)
  const portal = await startChild<PortalProcessSaid>('portal-process.ts', { issuer, device, jwk: key })
  const meter = meterOf(portal, server)
  const press = { requestOf: pressOf, wanted: SENT_ON_TO_PAY }
  const counters = await Promise.all([
    openCounter({ ...press, port: portal.said.port, drafts: server.said.drafts, cpu: meter.cpu }),
    openCounter({ ...press, ...floor.said, cpu: floor.cpu }),
  ])
  try {
    const result = await compareCounters('portal.press', counters, IN_ROUND, (work) =>
      whereItGoes(portal, server, work),
    )
    return { ...result, details: { ...result.details, ...meter.details(IN_ROUND) } }
  } finally {
    for (const { close } of counters) close()
    await Promise.all([portal.stop(), floor.stop()])
    await server.stop()
  }
}

/** What a browser sends that is signed in and was shown the page, with both boxes ticked. */
function pressOf({ reference, account, revision, session }: ReadyDraft): Buffer {
  const [secret, owner] = [makeBrowserSecret(), ownerOf(account)]
  const form = new URLSearchParams({
    _form: formToken(secret, { token: session, owner }),
    revision: String(revision),
    terms_revision: String(TERMS.revision),
    terms_from: TERMS.effectiveFrom,
    is_true: 'yes',
    not_refunded: 'yes',
  }).toString()
  return Buffer.from(
    [
      `POST /en/applications/${reference}/form/check HTTP/1.1`,
      'host: portal.test',
      'origin: http://portal.test',
      'sec-fetch-site: same-origin',
      `cookie: portal=${session}.${owner}; portal-browser=${secret}`,
      'accept-encoding: gzip, deflate, br',
      'content-type: application/x-www-form-urlencoded',
      `content-length: ${form.length}`,
      '',
      form,
    ].join('\r\n'),
  )
}

type Measured = Pick<Child<unknown>, 'cpu' | 'profiled'>

/** Both processes as one, and what each had of it. */
function meterOf(portal: Measured, server: Measured) {
  const told: (readonly [CpuTime, CpuTime])[] = []
  const each = (which: 0 | 1, acts: number) => {
    const costs = told.flatMap((before, at) => {
      const after = told[at + 1]
      return at % 2 === 1 || after === undefined ? [] : [cpuEach(before[which], after[which], acts).total]
    })
    // The first round warms up.
    return round(median(costs.slice(1)), 1)
  }
  return {
    cpu: async () => {
      const both = await Promise.all([portal.cpu(), server.cpu()])
      told.push(both)
      return cpuTogether(...both)
    },
    details: (acts: number) => ({ 'CPU us of the portal': each(0, acts), 'CPU us of the server': each(1, acts) }),
  }
}

async function whereItGoes(portal: Measured, server: Measured, work: () => Promise<unknown>) {
  let ofServer = ''
  const ofPortal = await portal.profiled(async () => {
    ofServer = await server.profiled(work)
  })
  return { 'where it goes in the portal': ofPortal, 'where it goes in the server': ofServer }
}
