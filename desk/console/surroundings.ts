/** What stands around every page of the console. */
import type { Surroundings } from '../../pages/kit-options.ts'
import type { Visit } from '../../pages/visit.ts'
import { wordsOf } from './area.ts'
import { placeOf } from './places.ts'

export function surroundings(visit: Visit, path: string): Surroundings {
  const { language, session } = visit
  const { office, service, places } = wordsOf(visit)
  const here = placeOf(path, visit)
  const link = (text: string, to: string) => {
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
            // Of a carrier's administrator what waits are its scanners.
            path.startsWith(`/${language}/carrier`) ? link(places.scanners, 'carrier') : link(places.home, ''),
            // It is not known here who may: the place stands there once somebody is in it.
            ...(here === null ? [] : [link(here.text, here.path)]),
            link(places.people, 'people'),
            link(places.own, 'me'),
          ],
    footer: [],
  }
}
