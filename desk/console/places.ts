/** The areas of the console, and whom each is for: what the first page leads to. What somebody may do is judged by the server. */
import type { Visit } from '../../pages/visit.ts'
import { type ConsoleWords, wordsOf } from './area.ts'
import type { ListedPerson } from './people-view.ts'

interface Place {
  readonly path: string
  readonly roles: ListedPerson['roles']
  readonly titleIn: (words: ConsoleWords) => string
}

const PLACES: readonly Place[] = [
  { path: 'cases', roles: ['case-officer', 'supervisor', 'auditor'], titleIn: ({ cases }) => cases.title },
  {
    path: 'second-looks',
    roles: ['case-officer', 'supervisor', 'auditor'],
    titleIn: ({ secondLooks }) => secondLooks.title,
  },
  ...(['conflicts', 'referrals', 'refusals'] as const).map(
    (path): Place => ({
      path,
      roles: ['supervisor', 'border-supervisor', 'operator', 'auditor'],
      titleIn: ({ conflicts }) => conflicts.areas[path],
    }),
  ),
  { path: 'devices', roles: ['operator', 'auditor', 'supervisor'], titleIn: ({ devices }) => devices.title },
]

export interface Link {
  readonly text: string
  readonly href: string
}

/** Those for somebody, in their order. */
export function placesFor({ roles }: Pick<ListedPerson, 'roles'>, visit: Pick<Visit, 'language'>): readonly Link[] {
  const words = wordsOf(visit)
  const open = PLACES.filter((place) => place.roles.some((role) => roles.includes(role)))
  return open.map(({ path, titleIn }) => ({ text: titleIn(words), href: `/${visit.language}/${path}` }))
}

/** The one that a page belongs to; null for a page of everybody's. Whoever is there was led there by the first page. */
export function placeOf(
  path: string,
  visit: Pick<Visit, 'language'>,
): { readonly text: string; readonly path: string } | null {
  const [, , first] = path.split('/')
  const found = PLACES.find((place) => place.path === first)
  return found === undefined ? null : { text: found.titleIn(wordsOf(visit)), path: found.path }
}
