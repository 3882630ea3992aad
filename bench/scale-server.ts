/**
 * The authority over a filled store, in a process of its own. Of its first line it makes the server; every other line is
 * an act whose processor time is read from outside.
 */
import type { PublicJwk } from '#evisa/root.ts'
import { NOW } from '../fixtures/made-world.ts'
import { answerLines } from './api-process.ts'
import { type BenchAuthority, type EnrolledDevice, NO_LIMIT, openBenchAuthority } from './bench-authority.ts'
import { startProfile } from './hot-spots.ts'

export interface ScaleGiven {
  readonly dataDir: string
  readonly jwks: readonly PublicJwk[]
  /** Devices of earlier runs stay in the store. */
  readonly firstDevice: number
  /** Whether it tells where the time of its start goes. */
  readonly profile?: boolean
}

export interface ScaleServerSaid {
  readonly url: string
  readonly port: number
  readonly devices: readonly EnrolledDevice[]
  /** The authority's own. */
  readonly token: string
  readonly hotSpots: string | null
}

export type ScaleAct =
  | { readonly act: 'search'; readonly asked: readonly (readonly [invitation: string, passport: string])[] }
  | { readonly act: 'change'; readonly number: string; readonly status: 'valid' | 'suspended' }
  | { readonly act: 'publish' }
  /** Those of these e-visas on which nobody entered. */
  | { readonly act: 'unused'; readonly numbers: readonly string[] }

let authority: BenchAuthority | null = null
let changedAt = NOW
process.once('SIGTERM', async () => {
  await authority?.close()
  process.exit()
})
await answerLines(async (line) => (authority === null ? serve(JSON.parse(line)) : act(authority, JSON.parse(line))))

async function serve({ dataDir, jwks, firstDevice, profile = false }: ScaleGiven): Promise<ScaleServerSaid> {
  const endProfile = profile ? await startProfile() : null
  const place = { dataDir, databaseUrl: null }
  authority = await openBenchAuthority({ place, jwks, role: 'border', callsPerMinute: NO_LIMIT, firstDevice })
  const { url, port, devices, token } = authority
  return { url, port, devices, token, hotSpots: endProfile === null ? null : await endProfile() }
}

async function act({ store, publisher, clock }: BenchAuthority, asked: ScaleAct): Promise<unknown> {
  switch (asked.act) {
    case 'search': {
      let found = 0
      for (const [invitation, passport] of asked.asked)
        if ((await store.visaOfInvitation(invitation, passport)) !== null) found++
      return found
    }
    case 'change': {
      // Of one by one there are so many an hour: a change a minute is never one too many.
      changedAt += 60
      const by = { actor: 'authority', at: changedAt }
      return (await store.setVisaStatus(asked.number, asked.status, 'a bench', by)) !== null
    }
    case 'publish':
      // A list of one second is signed once.
      clock.now += 1
      await publisher.refresh()
      return true
    case 'unused': {
      const visas = await Promise.all(asked.numbers.map((number) => store.findVisa(number)))
      return visas.flatMap((visa) => (visa?.status === 'valid' && visa.entriesUsed === 0 ? [visa.claims.jti] : []))
    }
  }
}
