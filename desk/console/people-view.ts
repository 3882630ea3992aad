/** People and what is said of them, as rows of a page. */
import { shortTime } from '#evisa/day-in-words.ts'
import { dataOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import type { Visit } from '../../pages/visit.ts'
import { type ConsoleWords, wordsOf } from './area.ts'

export type ListedPerson = Awaited<ReturnType<typeof personsOf>>[number]

export async function personsOf(api: Api) {
  return dataOf(await api.GET('/v1/persons')).persons
}

/** What somebody may do, in words; of a carrier's administrator where. */
export function rolesIn(
  { roles, carrier, stations }: Pick<ListedPerson, 'roles' | 'carrier' | 'stations'>,
  words: ConsoleWords,
): readonly string[] {
  const where = carrier === null ? [] : [`${carrier}: ${stations?.join(' ') ?? words.people.allStations}`]
  return [...roles.map((role) => words.roles[role]), ...where]
}

/** Who says who people are: the authority's administrators, and those of a carrier who have all of its stations. */
export function mayPropose({ roles, stations }: Pick<ListedPerson, 'roles' | 'stations'>): boolean {
  return roles.includes('administrator') || (roles.includes('carrier-administrator') && stations === null)
}

/** Changes that wait, each with what the reader may do about it. */
export async function changeRows(api: Api, visit: Pick<Visit, 'language'>, own: string) {
  const { changes } = dataOf(await api.GET('/v1/person-changes', { params: { query: { state: 'open' } } }))
  if (changes.length === 0) return []
  const words = wordsOf(visit)
  const names = new Map((await personsOf(api)).map(({ id, name }) => [id, name]))
  return changes.map(({ id, kind, person, content, reason, proposed_by, proposed_at }) => ({
    id,
    kind: words.people.kinds[kind],
    name: content.name,
    badge: content.badge,
    roles: rolesIn(content, words),
    reason,
    by: names.get(proposed_by) ?? proposed_by,
    at: shortTime(proposed_at, visit.language),
    isOwn: proposed_by === own,
    isAboutOneself: person === own,
  }))
}
