/** The hosts and invitations of who is signed in, and where their pages are. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { paths } from '../../examples/client/evisa-api.d.ts'
import { dataOf } from '../../pages/answers.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Visit } from '../../pages/visit.ts'

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Told } } } }
}
  ? Told
  : never

export type OwnHost = Answered<'/v1/hosts'>['hosts'][number]
export type OwnInvitation = Answered<'/v1/invitations/{id}'>
export type ListedInvitation = Answered<'/v1/invitations'>['invitations'][number]
export type InvitedContent = NonNullable<OwnInvitation['content']>

export interface InvitationRoute {
  Params: { id: string }
}
export type InvitationRequest = FastifyRequest<InvitationRoute>

/** Throws `SignInFirst`; `Refused` for a traveller. */
export async function ownHosts(visit: Visit): Promise<readonly OwnHost[]> {
  return dataOf(await signedIn(visit).GET('/v1/hosts')).hosts
}

/** Those that may invite. */
export async function confirmedHosts(visit: Visit): Promise<readonly OwnHost[]> {
  return (await ownHosts(visit)).filter(({ state }) => state === 'confirmed')
}

/** Of somebody else's the API says what it says of one that is not there. Throws `SignInFirst` and `Refused`. */
export async function ownInvitation(visit: Visit, id: string): Promise<OwnInvitation> {
  return dataOf(await signedIn(visit).GET('/v1/invitations/{id}', { params: { path: { id } } }))
}

/** The address of a page of hosts, such as `register`. */
export function hostAddress(language: string, page = ''): string {
  return `/${language}/host${page && `/${page}`}`
}

export function invitationAddress(language: string, id: string, page = ''): string {
  return hostAddress(language, `invitations/${encodeURIComponent(id)}${page && `/${page}`}`)
}

/** To its page, after a form was taken or where there is nothing to do on the page that was asked for. */
export function toInvitation({ visit, params }: InvitationRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(invitationAddress(visit.language, params.id), 303)
}
