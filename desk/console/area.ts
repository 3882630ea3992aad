/** What every area of the console works with, and what it says. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { documentLanguage, type Language } from '#evisa/language.ts'
import type { Assets } from '../../pages/assets.ts'
import type { FaceCall } from '../../pages/authority/face-calls.ts'
import type { CookieNames } from '../../pages/browser-cookies.ts'
import type { Visit } from '../../pages/visit.ts'
import * as texts from './strings/texts.ts'

export interface Site {
  readonly call: FaceCall
  readonly assets: Assets
  readonly assetFolder: string
  readonly publicUrl: string | null
  readonly isDemonstration: boolean
  readonly now: () => EpochSeconds
}

export interface Area extends Site {
  readonly cookies: CookieNames
}

const WORDS: Readonly<Record<Language, typeof texts.en>> = texts

export type ConsoleWords = typeof texts.en

/** The texts of a page, in its language. */
export function wordsOf({ language }: Pick<Visit, 'language'>): ConsoleWords {
  return WORDS[documentLanguage(language)]
}
