/** What the pages of an account show. Pure. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { Words } from '../../pages/words.ts'
import { type StandingWords, standingWords } from '../case/standing-words.ts'
import { caseAddress } from '../own-case.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export interface ListedCase {
  readonly reference: string
  readonly state: Parameters<typeof standingWords>[0]['state']
  readonly turn: Parameters<typeof standingWords>[0]['turn']
  readonly until: EpochSeconds | null
  readonly created_at: EpochSeconds
  readonly submitted_at: EpochSeconds | null
}

export interface CaseRow {
  readonly href: string
  readonly reference: string
  readonly standing: StandingWords
  /** When it was sent, or begun. */
  readonly when: string
}

/** The applications of an account, the newest first. */
export function caseRows(applications: readonly ListedCase[], language: TravellerLanguage): readonly CaseRow[] {
  const { begun, sent } = WORDS[language].applications
  return applications.map(({ reference, created_at, submitted_at, ...stands }) => ({
    href: caseAddress(language, reference),
    reference: formatVisaNumber(reference),
    standing: standingWords(stands, language),
    when: fillText(
      submitted_at === null ? begun : sent,
      { at: shortTime(submitted_at ?? created_at, language) },
      language,
    ),
  }))
}

export interface ListedSession {
  readonly id: string
  readonly current: boolean
  readonly browser: string
  readonly network: string
  readonly began_at: EpochSeconds
  readonly seen_at: EpochSeconds
}

/** As the sign-in names one that does not say what it is. */
const UNKNOWN_BROWSER = 'browser'

export interface SessionRow {
  readonly id: string
  readonly isCurrent: boolean
  readonly browser: string
  readonly network: string
  readonly began: string
  readonly seen: string
}

/** The one of this browser first. */
export function sessionRows(sessions: readonly ListedSession[], language: TravellerLanguage): readonly SessionRow[] {
  const { unknown } = WORDS[language].sessions
  const current = (one: ListedSession) => Number(one.current)
  const ordered = sessions.toSorted((one, other) => current(other) - current(one))
  return ordered.map(({ id, current: isCurrent, browser, network, began_at, seen_at }) => ({
    ...{ id, network, isCurrent, browser: browser === '' || browser === UNKNOWN_BROWSER ? unknown : browser },
    began: shortTime(began_at, language),
    seen: shortTime(seen_at, language),
  }))
}
