/** Where the account of a person stands: that of a host under the pages of hosts. */
import type { FastifyRequest } from 'fastify'
import { dataOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import { SignInFirst } from '../../pages/page-faults.ts'
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

/** The API for a person. Throws `SignInFirst` where nobody is signed in. */
export function personOf({ visit: { api, session } }: Pick<FastifyRequest, 'visit'>): Api {
  if (session === null) throw new SignInFirst()
  return api
}

/** Throws `SignInFirst` and `Refused`. */
export async function ownAccount(request: Pick<FastifyRequest, 'visit'>) {
  return dataOf(await personOf(request).GET('/v1/account'))
}
export type OwnAccount = Awaited<ReturnType<typeof ownAccount>>
