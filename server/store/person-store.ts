/** The port to the people who decide: who they are, the keys that prove them, and their sessions at a console. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Result } from '#evisa/result.ts'
import type { PublicJwk } from '#evisa/root.ts'
import type { Act } from './audit-store.ts'
import type { KeptSignature, ProvenSignature, SignatureFault } from './signature-store.ts'

/**
 * What a person may do. case-officer: decide cases. invitation-officer: hosts and invitations. supervisor: both, and whose turn it
 * is. border-officer, border-supervisor: at a booth. operator: devices, policy and terms, many e-visas at once. auditor: read.
 * administrator: say who the others are. carrier-administrator: the devices and people of one carrier, and nothing of the authority.
 */
export const PERSON_ROLES = [
  'case-officer',
  'invitation-officer',
  'supervisor',
  'border-officer',
  'border-supervisor',
  'operator',
  'auditor',
  'administrator',
  'carrier-administrator',
] as const
export type PersonRole = (typeof PERSON_ROLES)[number]
export const BORDER_ROLES: readonly PersonRole[] = ['border-officer', 'border-supervisor']

/** A working day; it is over however often it was used. */
export const SHIFT_SECONDS = 12 * 3600
/** After so long without a call a session is over. */
export const PERSON_IDLE_SECONDS = 3600
export const CHALLENGE_SECONDS = 300
export const INVITE_SECONDS = 3 * 86_400
/** Who lost a key gets another one only after so long: whoever is robbed of a place in the list has time to say so. */
export const LOST_KEY_WAIT_SECONDS = 86_400
export const CHANGE_SECONDS = 7 * 86_400
/** Of one person; the roster takes no more. */
export const MOST_KEYS = 8

export interface PersonKey {
  /** base64url */
  readonly credential: string
  readonly jwk: PublicJwk
  readonly label: string
  /** Whether its maker may copy it to other devices (BE): good at a desk, at no booth. */
  readonly isSynced: boolean
  readonly counter: number
  /** When its counter went back last; null where it never did. */
  readonly fellAt: EpochSeconds | null
  readonly createdAt: EpochSeconds
  readonly usedAt: EpochSeconds | null
}

export interface Person {
  readonly id: string
  readonly name: string
  /** Null where the person works at no booth. */
  readonly badge: string | null
  /** Empty where nothing is sent. */
  readonly email: string
  readonly roles: readonly PersonRole[]
  /** Whose administrator it is; null for the authority's people. It stays. */
  readonly carrier: string | null
  /** Of a carrier's those whose devices the person keeps, by IATA code; null: all of them, and its people. */
  readonly stations: readonly string[] | null
  readonly createdAt: EpochSeconds
  readonly endedAt: EpochSeconds | null
  /** Those that are good. */
  readonly keys: readonly PersonKey[]
  /** When a code lets the person register a key; null where none waits. */
  readonly inviteOpensAt: EpochSeconds | null
}

/** What is said of a person. */
export type PersonContent = Pick<Person, 'name' | 'badge' | 'email' | 'roles' | 'carrier' | 'stations'>

/** make: somebody new. set: as it is to be from now on. another-key: the keys were lost, or the code for the first one was. end: the person goes. */
export const CHANGE_KINDS = ['make', 'set', 'another-key', 'end'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

export interface NewPersonChange {
  /** A UUIDv7. */
  readonly id: string
  readonly kind: ChangeKind
  /** The id of the person, of one who is to be made as well. */
  readonly person: string
  /** As the person is to be; of another-key and end as the person is. */
  readonly content: PersonContent
  readonly reason: string
  /** The id of the administrator. */
  readonly proposedBy: string
  /** Of the half of the code that the administrator was told; kept where the change takes none, too. */
  readonly firstHash: string
}

export interface PersonChange extends NewPersonChange {
  /** The carrier whose administrator proposed it; null where one of the authority did. */
  readonly side: string | null
  readonly proposedAt: EpochSeconds
  readonly expiresAt: EpochSeconds
  readonly state: 'open' | 'approved' | 'declined'
  readonly decidedBy: string | null
  readonly decidedAt: EpochSeconds | null
}

/** Why a change is not proposed or not agreed to: nothing was done. */
export type ChangeFault =
  | 'not-there'
  | 'approved'
  | 'declined'
  | 'run-out'
  /** Whom it is about has no say in it. */
  | 'own'
  /** The same person proposed it. */
  | 'same-person'
  /** One of the two is no administrator any more. */
  | 'no-administrator'
  | 'name-taken'
  | 'badge-taken'
  | 'no-such-carrier'
  /** The authority's token agrees only where nobody else could. */
  | 'others-can'
  | 'ended'

/** What lets a person register a key; the code itself is told once, and only its hash is kept. */
export interface NewInvite {
  readonly codeHash: string
  readonly opensAt: EpochSeconds
}

/** One of two administrators. It opens later for whoever ever had a key. */
export interface AgreedInvite extends NewInvite {
  readonly opensAfterLoss: EpochSeconds
}

export type ChallengeKind = 'sign-in' | 'register' | 'add'

export interface NewChallenge {
  readonly id: string
  readonly kind: ChallengeKind
  /** base64url */
  readonly challenge: string
  readonly person: string | null
  /** The code by which a key is registered, as it is kept. */
  readonly invite: string | null
  /** The console that asks. */
  readonly device: string
}

export type InviteFault =
  | 'not-there'
  | 'used'
  | 'run-out'
  | { readonly kind: 'too-early'; readonly opensAt: EpochSeconds }

export interface NewPersonSession {
  readonly id: string
  readonly tokenHash: string
  readonly device: string
  readonly browser: string
  readonly network: string
}

export interface LivePersonSession {
  readonly id: string
  readonly person: string
  readonly name: string
  readonly roles: readonly PersonRole[]
  readonly carrier: string | null
  readonly stations: readonly string[] | null
  readonly createdAt: EpochSeconds
}

export interface ListedPersonSession extends Omit<NewPersonSession, 'tokenHash' | 'device'> {
  readonly createdAt: EpochSeconds
  readonly seenAt: EpochSeconds
  readonly expiresAt: EpochSeconds
}

export type KeyFault = 'challenge-over' | 'key-known' | 'too-many-keys' | 'ended' | InviteFault

/** What a proven use of a key told. */
export interface KeyUse {
  readonly credential: string
  readonly counter: number
}

/** One at a booth, told of when its record comes in. */
export interface BoothKeyUse extends KeyUse {
  readonly at: EpochSeconds
}

/** An officer or supervisor of the border, as the roster names them. */
export interface BorderOfficer {
  readonly id: string
  readonly badge: string
  readonly powers: readonly ('officer' | 'supervisor')[]
  readonly keys: readonly { readonly credential: string; readonly jwk: PublicJwk }[]
}

/** With what its signer could do when it was signed. */
export interface EmpoweredSignature extends ProvenSignature {
  readonly power: {
    /** As they were then: what a person may do is changed by two, and that stays. */
    readonly roles: readonly PersonRole[]
    /** Since when person and key are there, and when the first of them ended. */
    readonly from: EpochSeconds
    readonly until: EpochSeconds | null
  }
}

export interface PersonStore {
  /** All, or those of a carrier, by name; those who went as well. */
  persons(carrier?: string | null): Promise<readonly Person[]>
  findPerson(id: string): Promise<Person | null>
  /** The person who has this key, where both are good. */
  findByKey(credential: string): Promise<{ readonly person: Person; readonly key: PersonKey } | null>
  /**
   * Makes the first administrator, who has nobody to agree; `enough` where one has a key. One of this name who has no key yet is
   * given another code. `inPlace`: the keys and sessions of all who there are end before, and what they proposed is declined.
   */
  makeAdministrator(
    id: string,
    name: string,
    invite: NewInvite,
    act: Act,
    inPlace?: boolean,
  ): Promise<Person | 'enough' | 'name-taken'>
  /** Those of a demonstration, whom nobody proposed; whoever is there already stays as is. */
  makeForDemonstration(people: readonly (PersonContent & { readonly id: string })[], act: Act): Promise<void>
  proposeChange(
    change: NewPersonChange,
    signature: KeptSignature,
    act: Act,
  ): Promise<Result<PersonChange, ChangeFault | SignatureFault>>
  findChange(id: string): Promise<PersonChange | null>
  /** Those that may still be agreed to, or all; of one side, where that is said; the newest first. */
  personChanges(
    only: 'open' | 'all',
    now: EpochSeconds,
    limit: number,
    side?: string | null,
  ): Promise<readonly PersonChange[]>
  /**
   * Does what an administrator proposed. `agreed` null: by the authority's token, where nobody else could agree. `invite`: for
   * whoever is to register a key by it.
   */
  approveChange(
    id: string,
    agreed: { readonly by: string; readonly signature: KeptSignature } | null,
    invite: AgreedInvite,
    act: Act,
  ): Promise<Result<PersonChange, ChangeFault | SignatureFault>>
  /** False where it is decided already, or is of another side. */
  declineChange(id: string, by: string, act: Act): Promise<boolean>
  /** Whom a code is for. */
  findInvite(codeHash: string, now: EpochSeconds): Promise<Result<Person, InviteFault>>
  addChallenge(challenge: NewChallenge, now: EpochSeconds): Promise<void>
  /** Takes a challenge, once; null where it is over, or of another console. */
  takeChallenge(id: string, device: string, now: EpochSeconds): Promise<Omit<NewChallenge, 'device'> | null>
  /** Adds a key; with an invite that uses it up and begins a session. */
  addKey(
    person: string,
    key: Omit<PersonKey, 'fellAt' | 'createdAt' | 'usedAt'> & { readonly thumbprint: string },
    by: { readonly invite: string | null; readonly session: NewPersonSession | null },
    act: Act,
  ): Promise<Result<Person, KeyFault>>
  /** Ends one of a person's keys, with the sessions that it began; false for the last one, and for one that is not there. */
  endKey(person: string, credential: string, act: Act): Promise<boolean>
  /** Begins a session for whoever has this key. */
  signInByKey(person: string, use: KeyUse, session: NewPersonSession, act: Act): Promise<Result<Person, SignatureFault>>
  /** One that lives, at the console where it began. What a page asks by itself is no use of it, and does not keep it alive. */
  findPersonSession(
    tokenHash: string,
    device: string,
    now: EpochSeconds,
    isUse?: boolean,
  ): Promise<LivePersonSession | null>
  personSessionsOf(person: string, now: EpochSeconds): Promise<readonly ListedPersonSession[]>
  endPersonSession(id: string, person: string, act: Act): Promise<boolean>
  empoweredSignature(id: string): Promise<EmpoweredSignature | null>
  /** Whom the roster names: those with a badge and a key that is not copied. */
  borderOfficers(): Promise<readonly BorderOfficer[]>
  /** The same as of a time: people, badges, powers and keys as they were then, whoever went since. `person`: of one of them alone. */
  borderOfficersAt(at: EpochSeconds, person?: string): Promise<readonly BorderOfficer[]>
  /** Notes the counters of keys that were used at booths: one that is not where its time says is told, and refuses nobody. */
  noteKeyUses(uses: readonly BoothKeyUse[]): Promise<void>
  /** Forgets what is over: sessions, challenges, codes, texts that nobody signed. */
  forgetPersonSessions(overBefore: EpochSeconds): Promise<void>
}
