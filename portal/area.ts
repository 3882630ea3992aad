/** What every area of the portal works with. */
import type { Assets } from '../pages/assets.ts'
import type { FaceCall } from '../pages/authority/face-calls.ts'
import type { CookieNames } from '../pages/browser-cookies.ts'

export interface Site {
  readonly call: FaceCall
  readonly assets: Assets
  readonly assetFolder: string
  readonly publicUrl: string | null
  readonly isDemonstration: boolean
  readonly mailboxUrl: string | null
}

export interface Area extends Site {
  readonly cookies: CookieNames
}
