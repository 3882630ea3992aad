/** The page of one invitation: how it stands, what its host may do, and the submission of a draft. */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { type Refused, refusalOf } from '../../pages/answers.ts'
import { type FieldError, formOf, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Area } from '../area.ts'
import { invitationView } from './host-invitation-view.ts'
import { hostWords } from './host-words.ts'
import { formErrors, summaryOf } from './invitation-faults.ts'
import {
  hostAddress,
  type InvitationRequest,
  type InvitationRoute,
  type OwnInvitation,
  ownInvitation,
  toInvitation,
} from './own-hosts.ts'

interface Replacing extends InvitationRoute {
  Querystring: { replaces?: string }
}

export const invitationPageRoutes: FastifyPluginAsync<Area> = async (app, { terms, now }) => {
  app.get<Replacing>('/:language/host/invitations/:id', async (request, reply) => {
    const found = await ownInvitation(request.visit, request.params.id)
    return page(request, reply, found, { replaces: request.query.replaces ?? '', errors: [] })
  })

  app.post<InvitationRoute>('/:language/host/invitations/:id', async (request, reply) => {
    const { visit, params } = request
    const { replaces = '' } = textsOf(request.body)
    const api = signedIn(visit)
    const path = { id: params.id }
    const found = await ownInvitation(visit, params.id)
    // The same form sent twice.
    if (found.state !== 'draft') return toInvitation(request, reply)
    const refused = refusalOf(await api.POST('/v1/invitations/{id}/submission', { params: { path } }), 409, 422)
    if (refused !== undefined) return page(request, reply, found, { replaces, errors: errorsOf(refused, request) })
    // One that is in use or over meanwhile stays what it is: its own page says so.
    if (replaces !== '' && replaces !== params.id)
      refusalOf(await api.POST('/v1/invitations/{id}/call-off', { params: { path: { id: replaces } } }), 404, 409)
    return toInvitation(request, reply)
  })

  async function page(
    { visit }: InvitationRequest,
    reply: FastifyReply,
    found: OwnInvitation,
    { replaces, errors }: { readonly replaces: string; readonly errors: readonly FieldError[] },
  ): Promise<FastifyReply> {
    const { language, api } = visit
    const words = hostWords(language)
    const { edition } = await terms(api)
    const view = invitationView(found, { edition, now: now(), language })
    const isAlive = view.acts.includes('correct')
    return reply.page({
      template: 'host-invitation.njk',
      title: view.who || words.one.caption,
      words,
      hasFaults: errors.length > 0,
      status: errors.length > 0 ? 422 : 200,
      view: {
        ...view,
        ...{ replaces, isAlive, home: hostAddress(language) },
        anew: `${hostAddress(language, 'invitations/new')}?from=${encodeURIComponent(found.invitation)}`,
        form: formOf({}, errors),
        summary: { errors: summaryOf(errors, language) },
      },
    })
  }
}

function errorsOf({ status, problem }: Refused, { visit }: InvitationRequest): readonly FieldError[] {
  const { language } = visit
  if (status === 409) return [{ field: 'submit', text: hostWords(language).one.notNow }]
  return formErrors(problem.errors ?? [], language)
}
