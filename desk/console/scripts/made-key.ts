/**
 * Keys that this page makes itself, for the people of a demonstration: whoever opens it can be one of them, with no authenticator at
 * hand. The browser keeps them, and no server takes one for anybody else than its demonstration's people.
 */
import { derOfRaw } from '#evisa/ecdsa-der.ts'

interface MadeKey {
  readonly person: string
  /** base64url */
  readonly credential: string
  readonly pair: CryptoKeyPair
}

const STORE = 'keys'
const UP_UV = 0x05
const ATTESTED = 0x40
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** The credential of the key that was made here for a person; null where none was. */
export async function madeKeyOf(person: string): Promise<string | null> {
  return person === '' ? null : ((await readKey(person))?.credential ?? null)
}

/** A new key of this person, as `navigator.credentials.create` would tell of it. */
export async function makeKey(person: string, options: object): Promise<object> {
  const { challenge, rp } = options as { challenge: string; rp: { id: string } }
  const pair = await crypto.subtle.generateKey(ECDSA, false, ['sign', 'verify'])
  const id = crypto.getRandomValues(new Uint8Array(24))
  const credential = base64url(id)
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const client = clientData('webauthn.create', challenge)
  // CBOR: a map of kty 2 (EC2), alg -7 (ES256), crv 1 (P-256), x and y.
  const key = [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, ...bytesOf(jwk.x), 0x22, 0x58, 32, ...bytesOf(jwk.y)]
  const head = await authenticatorData(rp.id, UP_UV | ATTESTED)
  const data = [...head, ...new Uint8Array(16), 0, id.length, ...id, ...key]
  const word = (text: string) => [0x60 + text.length, ...new TextEncoder().encode(text)]
  const sized = [0x59, data.length >> 8, data.length & 0xff, ...data]
  const attestation = [0xa3, ...word('fmt'), ...word('none'), ...word('attStmt'), 0xa0, ...word('authData'), ...sized]
  await keepKey({ person, credential, pair })
  return {
    ...{ id: credential, rawId: credential, type: 'public-key', clientExtensionResults: {} },
    response: { clientDataJSON: base64url(client), attestationObject: base64url(new Uint8Array(attestation)) },
  }
}

/** An assertion by the key of this person, as `navigator.credentials.get` would tell of it. */
export async function signByMadeKey(person: string, options: object): Promise<object> {
  const { challenge, rpId } = options as { challenge: string; rpId: string }
  const made = await readKey(person)
  if (made === undefined) throw new TypeError('no key of this person was made here')
  const client = clientData('webauthn.get', challenge)
  const head = await authenticatorData(rpId, UP_UV)
  const signed = new Uint8Array([...head, ...(await sha256(client))])
  const raw = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, made.pair.privateKey, signed))
  const der = derOfRaw(raw)
  if (der === null) throw new TypeError('a signature of 64 bytes was expected')
  return {
    ...{ id: made.credential, rawId: made.credential, type: 'public-key', clientExtensionResults: {} },
    response: {
      clientDataJSON: base64url(client),
      authenticatorData: base64url(head),
      signature: base64url(der),
    },
  }
}

function clientData(type: string, challenge: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ type, challenge, origin: location.origin, crossOrigin: false }))
}

async function authenticatorData(rpId: string, flags: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array([...(await sha256(new TextEncoder().encode(rpId))), flags, 0, 0, 0, 0])
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '')
}

function bytesOf(text = ''): Uint8Array {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0))
}

function openKeys(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('made-keys', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'person' })
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}

async function readKey(person: string): Promise<MadeKey | undefined> {
  const database = await openKeys()
  return new Promise((resolve, reject) => {
    const reading = database.transaction(STORE).objectStore(STORE).get(person)
    reading.onsuccess = () => resolve(reading.result as MadeKey | undefined)
    reading.onerror = () => reject(reading.error)
  })
}

async function keepKey(key: MadeKey): Promise<void> {
  const database = await openKeys()
  return new Promise((resolve, reject) => {
    const writing = database.transaction(STORE, 'readwrite')
    writing.objectStore(STORE).put(key)
    writing.oncomplete = () => resolve()
    writing.onerror = () => reject(writing.error)
  })
}
