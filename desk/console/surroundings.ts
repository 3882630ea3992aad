/** What stands around every page of the console: of somebody who is signed in the sections that are theirs, by their roles. */
import type { PlaceLink, Surroundings } from '../../pages/kit-options.ts'
import type { Visit } from '../../pages/visit.ts'
import { wordsOf } from './area.ts'
import { sectionsFor } from './places.ts'

export function surroundings(visit: Visit, path: string): Surroundings {
  const { language, session } = visit
  const { office, service, places } = wordsOf(visit)
  const sections = session === null ? [] : sectionsFor(session.roles, visit, path)
  const here = sections.find(({ links }) => links.some(({ current }) => current))
  const link = (text: string, to: string): PlaceLink => {
    const href = `/${language}/${to}`
    return { text, href, current: to === '' ? path === href : path === href || path.startsWith(`${href}/`) }
  }
  return {
    office,
    service,
    home: `/${language}/`,
    navigation:
      session === null
        ? [link(places.signIn, 'sign-in'), link(places.register, 'register')]
        : [
            ...(session.roles.includes('carrier-administrator') ? [] : [link(places.home, '')]),
            ...sections.map((section) => ({
              text: section.name,
              href: section.links[0]?.href ?? '',
              current: section === here,
            })),
            link(places.own, 'me'),
          ],
    beside: here === undefined || here.links.length === 1 ? null : { text: places.beside, links: here.links },
    footer: [],
  }
}
