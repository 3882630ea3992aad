/** The areas of the console, and whom each is for: what the navigation and the first page lead to. What somebody may do is judged by the server. */
import type { PlaceLink } from '../../pages/kit-options.ts'
import type { Visit } from '../../pages/visit.ts'
import { type ConsoleWords, wordsOf } from './area.ts'
import type { ListedPerson } from './people-view.ts'

type Role = ListedPerson['roles'][number]

interface Place {
  readonly path: string
  readonly roles: readonly Role[]
  readonly titleIn: (words: ConsoleWords) => string
}

/** What belongs together, as one word of the navigation; of a section with one place that is its word. */
type SectionName = keyof ConsoleWords['places']['sections']

const BORDER: readonly Role[] = ['supervisor', 'border-supervisor', 'operator', 'auditor']
const OFFICE: readonly Role[] = ['operator', 'supervisor', 'auditor']
// Overrides are the one kind that somebody looks for by itself.
const BORDER_PATHS = {
  conflicts: 'conflicts',
  overrides: 'conflicts?kind=override',
  referrals: 'referrals',
  refusals: 'refusals',
} as const

const PLACES: Readonly<Record<SectionName, readonly Place[]>> = {
  search: [
    {
      path: 'search',
      roles: ['case-officer', 'invitation-officer', 'supervisor', 'operator', 'auditor'],
      titleIn: ({ search }) => search.title,
    },
  ],
  cases: [
    { path: 'cases', roles: ['case-officer', 'supervisor', 'auditor'], titleIn: ({ cases }) => cases.title },
    {
      path: 'second-looks',
      roles: ['case-officer', 'supervisor', 'auditor'],
      titleIn: ({ secondLooks }) => secondLooks.title,
    },
  ],
  border: Object.entries(BORDER_PATHS).map(([area, path]) => ({
    path,
    roles: BORDER,
    titleIn: ({ conflicts }) => conflicts.areas[area as keyof typeof BORDER_PATHS],
  })),
  records: [
    { path: 'payments', roles: OFFICE, titleIn: ({ payments }) => payments.title },
    { path: 'mails', roles: OFFICE, titleIn: ({ mails }) => mails.title },
    { path: 'audit', roles: ['operator', 'auditor'], titleIn: ({ audit }) => audit.title },
  ],
  devices: [
    { path: 'devices', roles: OFFICE, titleIn: ({ devices }) => devices.title },
    { path: 'carrier', roles: ['carrier-administrator'], titleIn: ({ places }) => places.scanners },
  ],
  rules: [
    { path: 'proposals', roles: OFFICE, titleIn: ({ proposals }) => proposals.title },
    { path: 'keys', roles: OFFICE, titleIn: ({ keys }) => keys.title },
  ],
  people: [
    {
      path: 'people',
      roles: ['administrator', 'auditor', 'supervisor', 'operator', 'carrier-administrator'],
      titleIn: ({ places }) => places.people,
    },
  ],
}

export interface Section {
  readonly name: string
  readonly links: readonly PlaceLink[]
}

/** The sections for somebody, each with the places in it that are for them; what a page at a path belongs to is current. */
export function sectionsFor(roles: readonly string[], visit: Pick<Visit, 'language'>, path = ''): readonly Section[] {
  const words = wordsOf(visit)
  return Object.entries(PLACES).flatMap(([section, places]) => {
    const open = places.filter((place) => place.roles.some((role) => roles.includes(role)))
    const links = open.map((place) => {
      const href = `/${visit.language}/${place.path}`
      return { text: place.titleIn(words), href, current: path === href || path.startsWith(`${href}/`) }
    })
    const [first] = links
    if (first === undefined) return []
    return [{ name: links.length === 1 ? first.text : words.places.sections[section as SectionName], links }]
  })
}
