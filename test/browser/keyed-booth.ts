/** A border whose officers have security keys: a server in this process, a network that can be cut, a browser with a key in it. */
import { createPrivateKey } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import type { Test } from 'tap'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import type { Roster } from '#evisa/roster.ts'
import type { TestKey } from '../../fixtures/test-signer.ts'
import { openTcpProxy, type TcpProxy } from '../journeys/tcp-proxy.ts'
import { madeRoster, PEOPLE_KEYS } from '../made-statements.ts'
import { type Built, build } from '../server/build-app.ts'
import { withRosterKey } from '../server/next-trust-list.ts'
import { chromiumFor, openPage } from './chromium.ts'

export interface KeyedBorder {
  readonly built: Built
  readonly network: TcpProxy
  readonly page: string
  /** Who is on the roster: a test changes it. */
  readonly people: { now: Roster['officers'] }
}

const RP_ID = 'localhost'

export async function keyedBorder(t: Test): Promise<KeyedBorder> {
  let port = 0
  const network = await openTcpProxy(() => port)
  t.teardown(() => network.close())
  const origin = `http://localhost:${network.port}`
  const people = { now: madeRoster().officers }
  const roster = async () => content
  let content = { rpId: RP_ID, origins: [origin], officers: people.now }
  const built = await build(t, {
    publicUrl: () => origin,
    roster: async () => {
      if (content.officers !== people.now) content = { ...content, officers: people.now }
      return roster()
    },
  })
  // A browser has no other clock than that of the machine.
  Object.defineProperty(built.clock, 'now', { get: () => Math.floor(Date.now() / 1000) })
  built.keys.current = await withRosterKey(built.world, built.keys.current, built.clock.now)
  const url = new URL(await built.app.listen({ host: '127.0.0.1', port: 0 }))
  port = Number(url.port)
  return { built, network, people, page: `${origin}/scan/` }
}

/** A booth's page, enrolled, at the shift's screen. */
export async function openBooth(
  t: Test,
  { built, page: url }: KeyedBorder,
  viewport = { width: 390, height: 844 },
): Promise<{ page: Page; context: BrowserContext; key: KeyReader }> {
  const context = await chromiumFor(t, { viewport })
  const page = await openPage(t, context, url)
  const key = await keyReader(context, page)
  const { secret, root_fingerprint: root } = (await built.authority('POST', '/v1/enrolment-codes', { role: 'border' }))
    .body
  const code = writeEnrolmentCode({ server: new URL(url).origin, secret, root })
  await page.getByLabel('Name of this scanner').fill('Booth 1')
  await page.getByLabel('Enrolment code').fill(code)
  await page.getByRole('button', { name: 'Enrol', exact: true }).click()
  await page.getByRole('heading', { name: 'Your shift' }).waitFor()
  await page.locator('select#checkpoint').waitFor()
  return { page, context, key }
}

export interface KeyReader {
  /** Puts in the key of a person, in the place of the one before; null takes it out. */
  put(person: keyof typeof PEOPLE_KEYS | null, change?: { synced?: boolean; credential?: string }): Promise<void>
}

const CREDENTIALS: Readonly<Record<keyof typeof PEOPLE_KEYS, string>> = {
  officer: 'AQID',
  supervisor: 'BAUG',
  other: 'BwgJ',
}

async function keyReader(context: BrowserContext, page: Page): Promise<KeyReader> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  let inside: string | null = null
  return {
    put: async (person, { synced = false, credential } = {}) => {
      if (inside !== null) await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: inside })
      inside = null
      if (person === null) return
      const options = {
        protocol: 'ctap2',
        transport: 'usb',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        defaultBackupEligibility: synced,
      } as const
      const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options })
      inside = authenticatorId
      await devtools.send('WebAuthn.addCredential', {
        authenticatorId,
        credential: {
          credentialId: base64(Buffer.from(credential ?? CREDENTIALS[person], 'base64url')),
          isResidentCredential: true,
          rpId: RP_ID,
          privateKey: pkcs8(PEOPLE_KEYS[person]),
          userHandle: base64(Buffer.from(person)),
          signCount: 1,
          backupEligibility: synced,
        },
      })
    },
  }
}

function pkcs8({ jwk, secret }: TestKey): string {
  const key = createPrivateKey({ key: { ...jwk, d: base64url(secret) }, format: 'jwk' })
  return base64(key.export({ format: 'der', type: 'pkcs8' }))
}

const base64 = (bytes: Buffer) => bytes.toString('base64')
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
