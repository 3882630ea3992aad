/** The port to what is forgotten: applications once nobody may or needs to know of them any more, and the accounts that had them. */
import type { CivilDate, EpochSeconds } from '#evisa/civil-date.ts'
import type { Result } from '#evisa/result.ts'
import type { ApplicationState } from '../lifecycles/application-states.ts'
import type { OwnedReference } from './application-store.ts'
import type { Act } from './audit-store.ts'
import type { WrongState } from './submission-store.ts'

/** What may be forgotten by now, by when it was over. */
export interface Forgettable {
  /** Of what was never submitted, and of an account that nobody came to. */
  readonly drafts: EpochSeconds
  /** Of what was refused, withdrawn or lapsed after it was submitted. */
  readonly refused: EpochSeconds
  /** Of what was issued: its e-visa and stay were over before this day. */
  readonly overBefore: CivilDate
  readonly unseenAccounts: EpochSeconds
  /** Of a host, who was confirmed and may come with each season. */
  readonly unseenHosts: EpochSeconds
}

export interface ErasureStore {
  /** Erases what its owner asks for, if it is still in this state; a draft is withdrawn by it. */
  eraseApplication(
    owned: OwnedReference,
    state: ApplicationState,
    act: Act,
  ): Promise<Result<null, 'not-there' | WrongState>>
  /** Forgets at most so many applications, each in an act of its own; how many it found. */
  forgetApplications(forgettable: Forgettable, limit: number, act: Act): Promise<number>
  /** Forgets the addresses of at most so many people of whom nothing is left, with what hosts claimed to be; how many. */
  forgetAccounts(forgettable: Forgettable, limit: number, act: Act): Promise<number>
}
