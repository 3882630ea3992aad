/**
 * The server of the ledger's benches, in a process of its own. Of its first line, the public keys of the devices, it
 * makes the server, and tells where it listens, the devices, and e-visas to admit.
 */
import { randomBytes } from 'node:crypto'
import type { PublicJwk } from '#evisa/root.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { NOW, visaClaims } from '../fixtures/made-world.ts'
import type { Store } from '../server/store/store.ts'
import { answerLines } from './api-process.ts'
import { type BenchAuthority, type EnrolledDevice, NO_LIMIT, openBenchAuthority } from './bench-authority.ts'

interface Given {
  readonly jwks: readonly PublicJwk[]
  readonly dataDir: string
  readonly databaseUrl: string | null
}

export interface LedgerServerSaid {
  readonly url: string
  readonly port: number
  readonly devices: readonly EnrolledDevice[]
  /** E-visas with one entry each. */
  readonly numbers: readonly string[]
}

const VISAS = 12_000
const AT_ONCE = 1000

let authority: BenchAuthority | null = null
process.once('SIGTERM', async () => {
  await authority?.close()
  process.exit()
})
await answerLines(async (line): Promise<LedgerServerSaid> => {
  const { jwks, dataDir, databaseUrl }: Given = JSON.parse(line)
  const visas = madeVisas()
  const record = async (store: Store) => {
    for (let at = 0; at < VISAS; at += AT_ONCE)
      await store.recordVisas(visas.slice(at, at + AT_ONCE), { actor: 'authority', at: NOW })
  }
  const options = { place: { dataDir, databaseUrl }, jwks, role: 'border', callsPerMinute: NO_LIMIT } as const
  authority = await openBenchAuthority(options, record)
  const { url, port, devices } = authority
  return { url, port, devices, numbers: visas.map(({ claims }) => claims.jti) }
})

/** Not signed: an admission looks at what is stored of it. */
function madeVisas() {
  return Array.from({ length: VISAS }, (_, at) => {
    const jti = makeVisaNumber(randomBytes)
    const claims = visaClaims({ jti, status: { status_list: { idx: at, uri: `${STATUS_LIST_URN}0` } } })
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
    const header = Buffer.from('{"kid":"bench"}').toString('base64url')
    return { claims, jws: `${header}.${payload}.`, qrText: 'EV1:', visaSupportNumber: `BENCH-${at}` }
  })
}
