/** What every area of the portal works with. */
import type { CivilDate, EpochSeconds } from '#evisa/civil-date.ts'
import type { Assets } from '../pages/assets.ts'
import type { FaceCall } from '../pages/authority/face-calls.ts'
import type { CookieNames } from '../pages/browser-cookies.ts'
import type { AskTerms } from './terms-in-force.ts'

export interface Site {
  readonly call: FaceCall
  readonly assets: Assets
  readonly assetFolder: string
  readonly publicUrl: string | null
  readonly isDemonstration: boolean
  readonly mailboxUrl: string | null
  /** Where the people of a demonstration are; null where it is none, or has none. */
  readonly demonstrationUrl: string | null
  readonly now: () => EpochSeconds
  /** Where anybody can check an e-visa, as an airline would (`/Q` there); null where it is not known. */
  readonly checkUrl?: string | null
}

export interface Area extends Site {
  readonly cookies: CookieNames
  readonly terms: AskTerms
  /** In Kazakhstan. */
  readonly today: () => CivilDate
}
