/** What stands around every page of the portal: the letterhead's words, where one can go, and what is said at the foot. */
import type { Surroundings } from '../pages/kit-options.ts'
import type { Visit } from '../pages/visit.ts'
import type { Words } from '../pages/words.ts'
import { kindOfPath } from './sign-in/sign-in-first.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export function surroundings({ language, session }: Visit, path: string): Surroundings {
  const words = WORDS[language]
  const link = (text: string, to: string) => ({ text, href: `/${language}/${to}` })
  const isUnder = (to: string) => path === `/${language}/${to}` || path.startsWith(`/${language}/${to}/`)
  const isOfHosts = kindOfPath(path) === 'host'
  const places =
    session !== null && isOfHosts
      ? ([
          ['invitations', 'host'],
          ['account', 'host/account'],
        ] as const)
      : session === null
        ? ([
            ['eligibility', 'eligibility'],
            ['fees', 'fees'],
            ['status', 'status'],
            ['account', 'sign-in'],
          ] as const)
        : ([
            ['eligibility', 'eligibility'],
            ['account', 'account'],
          ] as const)
  return {
    office: words.office,
    service: words.service,
    home: `/${language}/`,
    // The deepest one alone: an account of a host is under the pages of hosts.
    navigation: places.map(([name, to]) => ({
      ...link(words.places[name], to),
      current: isUnder(to) && !places.some(([, other]) => other.startsWith(`${to}/`) && isUnder(other)),
    })),
    footer: (['how-long', 'fees', 'official-address', 'contact', 'accessibility', 'privacy'] as const).map((name) =>
      link(words.places[name], name),
    ),
  }
}
