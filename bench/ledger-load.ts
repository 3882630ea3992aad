/** Border devices of the benches: their chains of events, and the requests that hand them in, made beforehand. */
import { NOW } from '../fixtures/made-world.ts'
import { entryOf, exitOf, type MadeChain, madeChain } from '../test/made-device.ts'
import { type Connection, openConnections } from './api-load.ts'
import { type Child, startChild } from './api-process.ts'
import { type BenchDevice, type Desk, eventSigner, makeDevice, nonceOf, postOf } from './api-requests.ts'
import type { EnrolledDevice } from './bench-authority.ts'

export const DEVICES = 64
export const BATCH = 500
const PATH = '/v1/crossings'

/** Where devices hand in: a server that enrolled the keys of `devices`. */
export interface Booths {
  readonly desk: Desk
  readonly chains: readonly MadeChain[]
  readonly connections: readonly Connection[]
}

export async function openBooths(
  { url, port, devices: enrolled }: { url: string; port: number; devices: readonly EnrolledDevice[] },
  devices: readonly BenchDevice[],
): Promise<Booths> {
  const desk = { url, port, tokens: enrolled.map(({ token }) => token), devices }
  const [nonce, chains] = [await nonceOf(desk, PATH), await chainsOf(devices, enrolled)]
  return { desk: { ...desk, nonce }, chains, connections: await openConnections(port, devices.length) }
}

/** A chain of each device, which begins anew. */
export async function chainsOf(
  devices: readonly BenchDevice[],
  enrolled: readonly EnrolledDevice[],
): Promise<readonly MadeChain[]> {
  const signers = await Promise.all(devices.map(eventSigner))
  return signers.map((signer, at) => madeChain(enrolled[at]?.id ?? '', signer))
}

export interface LedgerServer<Said> {
  readonly child: Child<Said>
  readonly booths: Booths
  stop(): Promise<void>
}

/** Starts a server of the ledger's benches, with so many booths. */
export async function startLedgerServer<Said extends { url: string; port: number; devices: readonly EnrolledDevice[] }>(
  script: string,
  given: Readonly<Record<string, unknown>>,
  count = DEVICES,
): Promise<LedgerServer<Said>> {
  const devices = Array.from({ length: count }, makeDevice)
  const child = await startChild<Said>(script, { ...given, jwks: devices.map(({ jwk }) => jwk) })
  const booths = await openBooths(child.said, devices)
  const stop = async () => {
    for (const connection of booths.connections) connection.close()
    await child.stop()
  }
  return { child, booths, stop }
}

/** Online entries of these e-visas, one a request, by the booths in turn: a list of requests a booth. */
export async function admissions({ desk, chains }: Booths, numbers: readonly string[]): Promise<readonly Buffer[][]> {
  const lists: Buffer[][] = chains.map(() => [])
  for (const [at, number] of numbers.entries()) {
    const which = at % chains.length
    const { jws } = await (chains[which] as MadeChain).sign(entryOf(number, { basis: 'online', at: NOW }))
    lists[which]?.push(postOf(desk, which, PATH, { events: [jws] }))
  }
  return lists
}

/** Events that waited at booths, a batch at each of so many: a list of one request a booth. `numberAt`: of which e-visa. */
export async function batches(
  { desk, chains }: Booths,
  count: number,
  numberAt: (at: number) => string,
): Promise<readonly Buffer[][]> {
  const lists: Buffer[][] = []
  for (let which = 0; which < count; which++) {
    const events = await exits(chains[which] as MadeChain, (at) => numberAt(which * BATCH + at))
    lists.push([postOf(desk, which, PATH, { events })])
  }
  return lists
}

/** The signed exits of one batch. */
export async function exits(chain: MadeChain, numberAt: (at: number) => string): Promise<readonly string[]> {
  const events: string[] = []
  for (let at = 0; at < BATCH; at++) events.push((await chain.sign(exitOf(numberAt(at), { at: NOW }))).jws)
  return events
}
