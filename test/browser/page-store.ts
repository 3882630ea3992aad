/** The storage of the scanner's page in real Chromium, under the port that every scanner's storage has. */
import { resolve } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { type CryptoKeyPair, type ScannerStore, StorageFailed } from '../../scanner-client/offline/scanner-store.ts'
import type { AttackOnStorage, AttackOutcome } from '../scanner-client/offline/attacked-storage.ts'
import { bundleOf, emptyPageServer, openPage, startChromium } from './chromium.ts'
import type { attack, call, Outcome } from './page-store.page.ts'

declare const page: { open(number: number, name: string): Promise<void>; call: typeof call; attack: typeof attack }

const ACTS = [
  ...(['enrolment', 'saveEnrolment', 'deviceKey', 'accessEnded', 'setAccessEnded', 'artefact'] as const),
  ...([
    'artefactPaths',
    'saveRoot',
    'saveSet',
    'timeFloor',
    'clockAnchor',
    'crossingsOf',
    'ledgerMark',
    'dropDamagedLedger',
    'keptRecords',
    'checkRecords',
    'dropOldestHandedIn',
    'crossingsBefore',
    'wasRestored',
    'lostStatuses',
    'witnesses',
    'keepWitnesses',
  ] as const),
  ...(['addLedgerPage', 'forgetBefore', 'chainHead', 'record', 'queued', 'countUnsent', 'keepReceipts'] as const),
  ...(['markAnswered', 'ownRecord', 'openRecords', 'doubleUses', 'markDoubleUsesSeen', 'rememberCheck'] as const),
  ...(['toldConflicts', 'keepConflicts', 'checksOf', 'close'] as const),
  ...(['openAdmissions', 'keepOpenAdmissions', 'handedOver', 'keepHandedOver'] as const),
] satisfies readonly (keyof ScannerStore)[]

let shared: Promise<BrowserContext> | null = null

/** One browser for the tests of a file, since each has an origin of its own, and so a storage of its own. */
async function sharedChromium(): Promise<BrowserContext> {
  if (shared !== null) return await shared
  const started = startChromium()
  shared = started
  t.teardown(async () => {
    shared = null
    await (await started).close()
  })
  return await started
}

/** A page that has the storage's code, at an origin of its own. `own`: a browser that this test has for itself. */
export async function storePage(
  t: Test,
  own?: BrowserContext,
): Promise<{ context: BrowserContext; url: string; open: () => Promise<Page> }> {
  const context = own ?? (await sharedChromium())
  const url = await emptyPageServer(t, await bundleOf(resolve(import.meta.dirname, 'page-store.page.ts')))
  const open = async () => {
    const tab = await openPage(t, context, url)
    t.teardown(() => tab.close())
    return tab
  }
  return { context, url, open }
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' }
// A page tells only the public half of a key; the tests know the private one, since they made it.
const known = new Map<string, CryptoKeyPair>()
let opened = 0

/** Opens the storage of this name in a page. */
export async function openPageStore(tab: Page, name: string): Promise<ScannerStore> {
  opened += 1
  const number = opened
  await tab.evaluate(([number, name]) => page.open(number, name), [number, name] as const)
  const ask = async (act: keyof ScannerStore, given: readonly unknown[]): Promise<unknown> => {
    const outcome: Outcome = await tab.evaluate(([number, act, given]) => page.call(number, act, given), [
      number,
      act,
      given,
    ] as const)
    if (outcome.error === undefined) return outcome.value
    const { name, message, fault } = outcome.error
    throw fault === undefined ? Object.assign(new Error(message), { name }) : new StorageFailed(fault, message)
  }
  const store = Object.fromEntries(
    ACTS.map((act) => [act, (...given: readonly unknown[]) => ask(act, given)]),
  ) as unknown as ScannerStore
  return {
    ...store,
    saveEnrolment: async (enrolment, key) => {
      if (key === null) return void (await ask('saveEnrolment', [enrolment, null]))
      const [publicKey, privateKey] = await Promise.all([jwkOf(key.publicKey), jwkOf(key.privateKey)])
      const kept = await crypto.subtle.importKey('jwk', privateKey, ALGORITHM, false, ['sign'])
      known.set(publicKey.x ?? '', { publicKey: key.publicKey, privateKey: kept } as CryptoKeyPair)
      await ask('saveEnrolment', [enrolment, { publicKey, privateKey }])
    },
    deviceKey: async () => known.get(String(await ask('deviceKey', []))) ?? null,
    keepReceipts: async (receipts) => void (await ask('keepReceipts', [[...receipts]])),
    record: async (signed, over, seen) =>
      (await ask('record', seen === undefined ? [signed, over] : [signed, over, seen])) as never,
  }
}

/** Attacks the storage of this name in a page. */
export function attackInPage(tab: Page, name: string, attack: AttackOnStorage): Promise<AttackOutcome> {
  return tab.evaluate(([name, attack]) => page.attack(name, attack), [name, attack] as const)
}

function jwkOf(key: CryptoKeyPair['publicKey']): Promise<JsonWebKey> {
  return crypto.subtle.exportKey('jwk', key)
}
