/** What the API names by codes, in words; a code that has no words yet is shown as it is. */
import { shortTime } from '#evisa/day-in-words.ts'
import { stateInWords } from '../../../pages/states.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type ConsoleWords, wordsOf } from '../area.ts'
import type { CaseState, Person, ShownCase } from './case-types.ts'

type Group = {
  readonly [Name in keyof ConsoleWords['cases']]: ConsoleWords['cases'][Name] extends object ? Name : never
}[keyof ConsoleWords['cases']]

/** The words for a code, among those of a group such as `states`. */
export function inWords(words: ConsoleWords, group: Group, code: string): string {
  const texts = words.cases[group] as Readonly<Record<string, unknown>>
  const text = Object.hasOwn(texts, code) ? texts[code] : undefined
  return typeof text === 'string' ? text : code
}

/** Where it is the officers' turn: these are claimed and decided. */
export function isOfficersTurn(state: CaseState): boolean {
  return state === 'paid' || state === 'review' || state === 'second-review'
}

/** Who decides cases; an auditor reads them. */
export function decides({ roles }: Pick<Person, 'roles'>): boolean {
  return roles.includes('case-officer') || roles.includes('supervisor')
}

export function nationalityInWords(code: string, { language }: Pick<Visit, 'language'>): string {
  const name = stateInWords(code, language)
  return name === code ? code : `${name} (${code})`
}

/** Who did something, as the trail names them: people by their names, others by what they are. */
export function actorInWords(actor: string, words: ConsoleWords): string {
  const [kind = '', name = ''] = actor.split('/')
  if (kind === 'person' || kind === 'operator' || kind === 'authority') return name || inWords(words, 'actors', kind)
  return inWords(words, 'actors', kind)
}

/** Who has a case, and until when. */
export function claimInWords(claim: ShownCase['claim'], own: string, visit: Visit) {
  if (claim === null) return null
  return { by: claim.by, isOwn: claim.by === own, until: shortTime(claim.until, visit.language) }
}

export function findingInWords(finding: unknown, visit: Visit): string {
  const { code } = (finding ?? {}) as { readonly code?: unknown }
  return inWords(wordsOf(visit), 'findings', String(code ?? ''))
}
