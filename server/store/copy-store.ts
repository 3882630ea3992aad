/** The port to the copies of passports: how they arrive, what became of them, and who looked at them. Nothing in it can be read without the file key. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Result } from '#evisa/result.ts'
import type { ApplicationState } from '../lifecycles/application-states.ts'
import type { Act } from './audit-store.ts'

export type CopyState = 'receiving' | 'accepted' | 'refused'

/** A copy's own key, as it is kept: wrapped by the file key of this id. */
export interface WrappedKey {
  readonly fileKey: string
  readonly wrappedKey: Uint8Array
}

export interface NewCopy extends WrappedKey {
  readonly id: string
  readonly size: number
}

/** Why a copy was refused, or what an officer should know; which codes there are the acts say. */
export interface StoredFinding {
  readonly code: string
  /** From 1; null where it is about the whole. */
  readonly page: number | null
}

export interface StoredCopy extends NewCopy {
  readonly application: string
  readonly state: CopyState
  readonly received: number
  readonly findings: readonly StoredFinding[]
  readonly pages: number
  readonly createdAt: EpochSeconds
  readonly changedAt: EpochSeconds
  /** Of the case that it belongs to. */
  readonly caseState: ApplicationState
}

/** Whose case it is of: another's is answered as what is not there. */
export interface OwnCase {
  readonly application: string
  readonly account: string
}

/** The case takes no copy: it is decided, or waits for nobody's answer. */
export interface CaseClosed {
  readonly kind: 'case-closed'
  readonly state: ApplicationState
}
export type BeginFault = 'not-there' | CaseClosed

/** A part, encrypted; `size` is that of what is in it. */
export interface NewPart {
  readonly place: number
  readonly size: number
  readonly bytes: Uint8Array
}
/** `repeated`: the part that is kept at this place, of the same size: nothing was kept anew. */
export interface PartTaken {
  readonly received: number
  readonly repeated: Uint8Array | null
}
export type PartFault =
  | 'not-there'
  /** Another stream of the same copy began in the meantime. */
  | 'begun-anew'
  | { readonly kind: 'over'; readonly state: CopyState }
  | { readonly kind: 'past-end'; readonly size: number }
  /** Parts come in order: this one begins elsewhere than where the last one ended. */
  | { readonly kind: 'out-of-order'; readonly received: number }

/** A page made anew, encrypted. `sha256`, base64url, is that of the picture before. */
export interface KeptPicture {
  readonly page: number
  readonly width: number
  readonly height: number
  readonly sha256: string
  readonly bytes: Uint8Array
}

/** A page that is looked at, still encrypted. */
export interface ViewedPicture extends KeptPicture, WrappedKey {
  readonly copy: string
}

/** Which page: of a copy by its owner, or of the newest accepted one of a case. */
export interface Viewing {
  readonly application: string
  readonly page: number
  readonly of: { readonly account: string; readonly copy: string } | 'newest'
}

/** What is of no use any more. */
export interface Outlived {
  /** Copies that are still arriving and of which nothing came since. */
  readonly stoppedBefore: EpochSeconds
  /** Copies of cases that were over before. */
  readonly decidedBefore: EpochSeconds
  readonly at: EpochSeconds
}

/** A copy, with its key when something was made of it: under another one it holds something else by now. */
export type MadeOf = Pick<StoredCopy, 'id' | 'wrappedKey'>

export interface CopyStore {
  /** Begins a copy in place of one that is still arriving: a case has one at a time. */
  beginCopy(of: OwnCase, copy: NewCopy, act: Act): Promise<Result<null, BeginFault>>
  /** A copy of one's own case; null where there is none. */
  findCopy(of: OwnCase, id: string): Promise<StoredCopy | null>
  /** A copy, whoever's it is. */
  copyById(id: string): Promise<StoredCopy | null>
  /** The copies of one's own case, newest first; null where there is no such case. */
  copiesOf(of: OwnCase, limit: number): Promise<readonly StoredCopy[] | null>
  /** Keeps a part, durable before this resolves. `wrappedKey`: of the copy, as it was found. */
  addPart(id: string, wrappedKey: Uint8Array, part: NewPart, at: EpochSeconds): Promise<Result<PartTaken, PartFault>>
  /** Drops what came, and goes on under another key: whatever still arrives under the last one is not taken. */
  beginCopyAnew(id: string, key: WrappedKey, at: EpochSeconds): Promise<Result<null, PartFault>>
  /** The places of the parts, in order. */
  partPlaces(id: string): Promise<readonly number[]>
  readPart(id: string, place: number): Promise<Uint8Array | null>
  /** All came, and nobody has made anything of it since before. */
  unmadeCopies(before: EpochSeconds, limit: number): Promise<readonly string[]>
  /**
   * Accepts a copy: its pages are kept, its parts and the older copies are gone. A case that takes none has it refused. `gone`
   * also where it was begun anew since.
   */
  keepPictures(
    made: MadeOf,
    pages: readonly KeptPicture[],
    findings: readonly StoredFinding[],
    act: Act,
  ): Promise<'accepted' | 'refused' | 'gone'>
  /** Refuses a copy: its parts are gone, and why is kept. */
  refuseCopy(made: MadeOf, findings: readonly StoredFinding[], act: Act): Promise<'refused' | 'gone'>
  /** Gives a page, and notes who looked at it; null where there is none. */
  viewPicture(viewing: Viewing, act: Act): Promise<ViewedPicture | null>
  /** Forgets what has outlived its use, some at a time; how many it forgot. */
  forgetCopies(outlived: Outlived): Promise<number>
}
