/** Where the account of a person stands: that of a host under the pages of hosts. */
import type { FastifyRequest } from 'fastify'
import { dataOf } from '../../pages/answers.ts'
import { signedIn } from '../../pages/signed-in.ts'
import { type Kind, kindOfPath } from '../sign-in/sign-in-first.ts'

/** Both kinds have the same pages. */
export const ACCOUNT_PLACES = ['/:language/account', '/:language/host/account'] as const

export function accountAddress(language: string, kind: Kind, page = ''): string {
  return `/${language}/${kind === 'host' ? 'host/' : ''}account${page && `/${page}`}`
}

/** The same page of the account of whoever is signed in. */
export function accountPage({ visit, url }: Pick<FastifyRequest, 'visit' | 'url'>, page = ''): string {
  return accountAddress(visit.language, kindOfPath(url), page)
}

/** Throws `SignInFirst` and `Refused`. */
export async function ownAccount({ visit }: Pick<FastifyRequest, 'visit'>) {
  return dataOf(await signedIn(visit).GET('/v1/account'))
}
export type OwnAccount = Awaited<ReturnType<typeof ownAccount>>
