/** What the routes work with: made once by `app.ts`, of what `main.ts` hands in. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Language } from '#evisa/language.ts'
import type { VisaDeskPlace } from '#evisa/visa-desk.ts'
import type { RateLimits } from './access/rate-limits.ts'
import type { GuessGuard } from './accounts/guess-guard.ts'
import type { LookUpGuard } from './checks/look-up-guard.ts'
import type { MailQueue } from './delivery/queue-rounds.ts'
import type { BodyPace } from './http/paced-body.ts'
import type { PeopleAt } from './ledger/prove-persons.ts'
import type { LastBackup } from './operation/backup-note.ts'
import type { StoreCheck } from './operation/check-daily.ts'
import type { SettlingWorker } from './operation/settle-hourly.ts'
import type { PassportCopies } from './passport-copies/open-copies.ts'
import type { Acquirer } from './payments/acquirer.ts'
import type { PaymentWatch } from './payments/watch-payments.ts'
import type { KeyPlace } from './people/key-place.ts'
import type { Publisher } from './publishing/publish.ts'
import type { WatchedOver } from './recovery/watch-over.ts'
import type { KeySource } from './signing-keys.ts'
import type { Store } from './store/store.ts'
import type { ApprovedTermsSource } from './terms/approved-terms.ts'
import type { DocumentMaker } from './visa-document/document-maker.ts'
import type { StoreWatch } from './watch/store-watch.ts'

export interface Services {
  readonly store: Store
  /** Whether that store still holds what was acknowledged. */
  readonly watch: StoreWatch
  /** What is known beside it, should it have been restored. */
  readonly recovery: WatchedOver['recovery']
  readonly publisher: Publisher
  /** What an e-visa is asked for on. */
  readonly terms: ApprovedTermsSource
  readonly documents: DocumentMaker
  readonly copies: PassportCopies
  /** At which bodies come on that may take longer than all others. */
  readonly pace: BodyPace
  /** Rejects with `ClockDoubted` where nothing may be signed. */
  readonly keys: KeySource
  /** Who could sign at a booth at a time; without it there are no persons here. */
  readonly peopleAt?: PeopleAt
  readonly now: () => EpochSeconds
  readonly randomBytes: (count: number) => Uint8Array
  readonly qrPrefix: string
  readonly authorityTokenHash: string
  /** The address that devices know this server by, without a slash at its end. */
  readonly publicUrl: () => string
  readonly limits: RateLimits
  /** Of look-ups by number that found nothing. */
  readonly guard: LookUpGuard
  /** Of codes to sign in by that were not right. */
  readonly guesses: GuessGuard
  /** What reading the whole store found; without it nobody reads it. */
  readonly storeCheck?: Pick<StoreCheck, 'damage' | 'checkedAt'>
  /** Without it nobody is warned that no backup is made. */
  readonly lastBackup?: LastBackup
  /** Visa numbers that the welcome page shows; none but on a demonstration server. */
  readonly demoVisas: readonly string[]
  /** Whom a gate calls; null where the authority names none. */
  readonly visaDesk?: VisaDeskPlace | null
  /** Whether the first version of the wire is served though no device needs it; it is, unless told. */
  readonly firstWire?: boolean
  /** The address of the portal, which letters lead to; null where there is none. */
  readonly portalUrl?: string | null
  /** In which letters to the people who decide are written. */
  readonly officeLanguage: Language
  /** Where keys of people belong to; null where there is no console. */
  readonly keyPlace?: KeyPlace | null
  /**
   * Whether nobody is let in by a token alone: what lets in is signed by persons. Always, but in a demonstration, whose keys sign
   * specimens.
   */
  readonly mustSign: () => Promise<boolean>
  /** Sends what is queued; without it deliveries and letters wait. */
  readonly mail?: Pick<MailQueue, 'wake'>
  /** The bank that takes cards; without it nothing can be paid. */
  readonly acquirer?: Acquirer
  /** Asks the bank; without it nothing is learned. */
  readonly paymentWatch?: Pick<PaymentWatch, 'wake' | 'nudge'>
  /** Fetches the bank's files; without it they are fetched when the desk asks. */
  readonly settling?: Pick<SettlingWorker, 'wake'>
  /** Issues what officers have no objection to; without it another process does. */
  readonly issuing?: Pick<MailQueue, 'wake'>
}
