/** People who decide, as the contracts of the stores make them: keys and signatures are whatever they are called. */
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import type {
  AgreedInvite,
  NewInvite,
  NewPersonChange,
  NewPersonSession,
  PersonContent,
} from '../../../server/store/person-store.ts'
import type { KeptSignature } from '../../../server/store/signature-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { ACT } from './made-visas.ts'

export function newInvite(opensAt = NOW, opensAfterLoss = opensAt): AgreedInvite {
  return { codeHash: `code ${uuidv7()}`, opensAt, opensAfterLoss }
}

export function newKey(credential = `key ${uuidv7()}`) {
  const jwk = { kty: 'EC', crv: 'P-256', x: `x of ${credential}`, y: `y of ${credential}` } as const
  return { credential, jwk, label: 'a key', isSynced: false, counter: 1, thumbprint: `print of ${credential}` }
}

export function newPersonSession(device: string): NewPersonSession {
  const id = uuidv7()
  return { id, tokenHash: `token ${id}`, device, browser: 'Firefox', network: '203.0.113.0/24' }
}

/** A text that waits for a person, and the signature over it. */
export async function signed(
  store: Store,
  person: string,
  credential: string,
  change: Partial<KeptSignature> = {},
): Promise<KeptSignature> {
  const id = uuidv7()
  await store.addSigning({ id, person, act: '{}', text: 'a text', prepared: null, expiresAt: NOW + 600 })
  return {
    ...{ id, person, credential, kind: 'person-change', subject: 'x', text: 'a text', counter: 2, at: NOW },
    ...{ clientData: 'client', authenticatorData: 'authenticator', signature: 'der' },
    ...change,
  }
}

export interface MadeDecider {
  readonly id: string
  readonly credential: string
}

/** Registers a key for whoever a code is for. */
export async function withKey(store: Store, id: string, invite: NewInvite, at = NOW): Promise<MadeDecider> {
  const key = newKey()
  const kept = await store.addKey(id, key, { invite: invite.codeHash, session: null }, { ...ACT, at })
  if (!kept.ok) throw new Error(JSON.stringify(kept.error))
  return { id, credential: key.credential }
}

/** The first administrator, with a key. */
export async function firstAdministrator(store: Store): Promise<MadeDecider> {
  const invite = newInvite()
  const made = await store.makeAdministrator(uuidv7(), 'One', invite, ACT)
  if (typeof made === 'string') throw new Error(made)
  return withKey(store, made.id, invite)
}

const OF_AUTHORITY = { carrier: null, stations: null } as const

export function newChange(by: string, change: Partial<NewPersonChange> = {}): NewPersonChange {
  const content: PersonContent = {
    name: `P ${uuidv7()}`,
    badge: null,
    email: '',
    ...OF_AUTHORITY,
    roles: ['case-officer'],
  }
  const made = { id: uuidv7(), person: uuidv7(), content, reason: 'new', proposedBy: by, firstHash: `half ${uuidv7()}` }
  return { kind: 'make', ...made, ...change }
}

export async function proposed(store: Store, by: MadeDecider, change: Partial<NewPersonChange> = {}) {
  const made = newChange(by.id, change)
  const kept = await store.proposeChange(made, await signed(store, by.id, by.credential), ACT)
  if (!kept.ok) throw new Error(JSON.stringify(kept.error))
  return kept.value
}

/** Somebody new with a key, by one administrator and another, or the authority's token where there is none. */
export async function madePerson(
  store: Store,
  by: MadeDecider,
  agreed: MadeDecider | null,
  content: Partial<PersonContent> = {},
): Promise<MadeDecider> {
  const change = newChange(by.id)
  const { id, person } = await proposed(store, by, { ...change, content: { ...change.content, ...content } })
  const invite = newInvite()
  const by2 = agreed && { by: agreed.id, signature: await signed(store, agreed.id, agreed.credential) }
  const done = await store.approveChange(id, by2, invite, ACT)
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return withKey(store, person, invite)
}
