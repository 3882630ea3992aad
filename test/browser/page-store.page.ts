/** A scanner's storage in the page of a test: each act is called by name from outside. */
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import {
  type Enrolment,
  type ScannerStore,
  StorageFailed,
  type StorageFault,
} from '../../scanner-client/offline/scanner-store.ts'
import { verifyInBrowser } from '../../scanner-client/pwa/browser-platform.ts'
import { openBrowserStore } from '../../scanner-client/pwa/storage/browser-store.ts'
import { type AttackOnStorage, type AttackOutcome, attackStorage } from '../scanner-client/offline/attacked-storage.ts'

const stores = new Map<number, ScannerStore>()
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' }

// No cursor is trusted that a browser in the field gets wrong: here every kind of them fails, as one does in WebKit.
for (const { prototype } of [IDBObjectStore, IDBIndex]) {
  prototype.openCursor = prototype.openKeyCursor = () => {
    throw new DOMException('Unable to open cursor', 'UnknownError')
  }
}

export async function open(number: number, name: string): Promise<void> {
  stores.set(number, await openBrowserStore(name))
}

export interface Outcome {
  readonly value?: unknown
  readonly error?: { readonly name: string; readonly message: string; readonly fault?: StorageFault }
}

/** What comes over the line is plain data: keys come as JWK, and maps as their entries. */
export async function call(number: number, act: keyof ScannerStore, given: readonly unknown[]): Promise<Outcome> {
  const store = stores.get(number)
  if (store === undefined) throw new Error('open it first')
  try {
    if (act === 'saveEnrolment') {
      const [enrolment, key] = given as [Enrolment, { publicKey: JsonWebKey; privateKey: JsonWebKey } | null]
      if (key === null) {
        await store.saveEnrolment(enrolment, null)
        return {}
      }
      const publicKey = await crypto.subtle.importKey('jwk', key.publicKey, ALGORITHM, true, ['verify'])
      const privateKey = await crypto.subtle.importKey('jwk', key.privateKey, ALGORITHM, false, ['sign'])
      await store.saveEnrolment(enrolment, { publicKey, privateKey })
      return {}
    }
    if (act === 'deviceKey') {
      const key = await store.deviceKey()
      if (key === null) return { value: null }
      if (key.privateKey.extractable) throw new Error('the private half can be read out')
      const { x } = await crypto.subtle.exportKey('jwk', key.publicKey)
      return { value: x }
    }
    if (act === 'keepReceipts') {
      const [entries] = given as [[number, CrossingReceipt][]]
      await store.keepReceipts(new Map(entries))
      return {}
    }
    const method = store[act] as (...given: unknown[]) => Promise<unknown>
    return { value: await method(...given) }
  } catch (error) {
    const { name, message } = error as Error
    if (error instanceof StorageFailed) return { error: { name, message, fault: error.fault } }
    return { error: { name, message } }
  }
}

/** Runs an attack upon the storage of this name where it is: every call over the line costs more than the act itself. */
export async function attack(name: string, given: AttackOnStorage): Promise<AttackOutcome> {
  const key = (await crypto.subtle.generateKey(ALGORITHM, false, ['sign'])) as CryptoKeyPair
  return await attackStorage(given, { open: () => openBrowserStore(name), key, verify: verifyInBrowser })
}
