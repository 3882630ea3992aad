/** The form of one invitation: of a new one, or of a draft that is changed. It is kept as a draft once each field can be read. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { fillText } from '#evisa/fill-text.ts'
import { TRAVELLER_LANGUAGE_NAMES, TRAVELLER_LANGUAGES, type TravellerLanguage } from '#evisa/language.ts'
import { dataOf, type Refused, refusalOf } from '../../pages/answers.ts'
import { type FieldError, formOf, isRedraw, REDRAWS, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import { statesIn } from '../../pages/states.ts'
import type { Area } from '../area.ts'
import { hostWords } from './host-words.ts'
import { formErrors, summaryOf } from './invitation-faults.ts'
import { contentOf, valuesOf } from './invitation-fields.ts'
import {
  confirmedHosts,
  hostAddress,
  type InvitationRequest,
  type InvitationRoute,
  invitationAddress,
  type OwnHost,
  ownInvitation,
  toInvitation,
} from './own-hosts.ts'
import { visaInWords, visasOf, visaValue } from './visa-choices.ts'

type Values = Readonly<Record<string, string>>

interface Shown {
  readonly host: OwnHost
  readonly values: Values
  readonly errors?: readonly FieldError[]
  /** The draft that is changed; null for a new one. */
  readonly draft: string | null
  /** The invitation that this one takes the place of; empty where it is none. */
  readonly replaces: string
}

interface NewRoute {
  Querystring: { host?: string; from?: string }
}

export const invitationFormRoutes: FastifyPluginAsync<Area> = async (app, { terms }) => {
  app.get<NewRoute>('/:language/host/invitations/new', async (request, reply) => {
    const { visit, query } = request
    const from = query.from ? await ownInvitation(visit, query.from) : null
    const host = await invitingHost(request, from?.host ?? query.host)
    if (host === null) return whichHostPage(request, reply)
    const values = from?.content ? valuesOf(from.content) : {}
    return formPage(request, reply, { host, values, draft: null, replaces: from?.invitation ?? '' })
  })

  app.post<NewRoute>('/:language/host/invitations/new', REDRAWS, async (request, reply) => {
    const { visit } = request
    const values = textsOf(request.body)
    const { replaces = '' } = values
    const host = await invitingHost(request, values.host)
    if (host === null) return whichHostPage(request, reply)
    if (isRedraw(request.body)) return formPage(request, reply, { host, values, draft: null, replaces })
    const body = { host: host.host, content: contentOf(values, await visasFor(request, host)) }
    const asked = await signedIn(visit).POST('/v1/invitations', { body })
    const refused = refusalOf(asked, 409, 422)
    if (refused !== undefined) {
      const errors = errorsOf(refused, visit.language, hostWords(visit.language).form.notNow)
      return formPage(request, reply, { host, values, errors, draft: null, replaces })
    }
    const { invitation } = dataOf(asked)
    const rest = replaces === '' || replaces === invitation ? '' : `?replaces=${encodeURIComponent(replaces)}`
    return reply.redirect(`${invitationAddress(visit.language, invitation)}${rest}`, 303)
  })

  app.get<InvitationRoute>('/:language/host/invitations/:id/change', async (request, reply) => {
    const { invitation, content, state, revision, host: id } = await ownInvitation(request.visit, request.params.id)
    const host = await invitingHost(request, id ?? '')
    // It was submitted, in another window or by the same form sent twice.
    if (state !== 'draft' || content === null || host === null) return toInvitation(request, reply)
    const values = { ...valuesOf(content), revision: String(revision) }
    return formPage(request, reply, { host, values, draft: invitation, replaces: '' })
  })

  app.post<InvitationRoute>('/:language/host/invitations/:id/change', REDRAWS, async (request, reply) => {
    const { visit, params } = request
    const values = textsOf(request.body)
    const { host: id } = await ownInvitation(visit, params.id)
    const host = await invitingHost(request, id ?? '')
    if (host === null) return toInvitation(request, reply)
    if (isRedraw(request.body)) return formPage(request, reply, { host, values, draft: params.id, replaces: '' })
    const changed = await signedIn(visit).PUT('/v1/invitations/{id}', {
      params: { path: { id: params.id } },
      body: { revision: Number(values.revision) || 1, content: contentOf(values, await visasFor(request, host)) },
    })
    const refused = refusalOf(changed, 409, 422)
    if (refused === undefined) return toInvitation(request, reply)
    const errors = errorsOf(refused, visit.language, hostWords(visit.language).form.conflict)
    return formPage(request, reply, { host, values, errors, draft: params.id, replaces: '' })
  })

  async function visasFor({ visit }: Pick<FastifyRequest, 'visit'>, { kind }: OwnHost) {
    return visasOf(kind, (await terms(visit.api)).edition)
  }

  async function formPage(
    request: FastifyRequest | InvitationRequest,
    reply: FastifyReply,
    { host, values, errors = [], draft, replaces }: Shown,
  ): Promise<FastifyReply> {
    const { language, api } = request.visit
    const words = hostWords(language)
    const { edition } = await terms(api)
    const visas = visasOf(host.kind, edition)
    const { valid_from } = words.fields
    const earliest = { days: edition.times.invitation_earliest_days.value }
    return reply.page({
      template: 'host-invitation-form.njk',
      title: draft === null ? words.form.title : words.form.changeTitle,
      words,
      hasFaults: errors.length > 0,
      status: errors.length > 0 ? 422 : 200,
      view: {
        ...{ replaces, host, form: formOf(values, errors), summary: { errors: summaryOf(errors, language) } },
        isNew: draft === null,
        address:
          draft === null ? hostAddress(language, 'invitations/new') : invitationAddress(language, draft, 'change'),
        back: draft === null ? hostAddress(language) : invitationAddress(language, draft),
        visas: visas.map((visa) => ({ value: visaValue(visa), text: visaInWords(visa, language, words) })),
        states: statesIn(language),
        languages: TRAVELLER_LANGUAGES.map((value) => ({ value, text: TRAVELLER_LANGUAGE_NAMES[value] })),
        from: { label: valid_from.label, hint: fillText(valid_from.hint, earliest, language) },
      },
    })
  }
}

/** The confirmed host that is meant; the only one where none is named. Null where there is none or several. */
async function invitingHost({ visit }: Pick<FastifyRequest, 'visit'>, id: string | undefined): Promise<OwnHost | null> {
  const hosts = await confirmedHosts(visit)
  const found = id === undefined && hosts.length === 1 ? hosts[0] : hosts.find(({ host }) => host === id)
  return found ?? null
}

/** One of several is chosen; without any there is nothing to invite with. */
async function whichHostPage({ visit }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { language } = visit
  const words = hostWords(language)
  const hosts = await confirmedHosts(visit)
  const address = hostAddress(language, 'invitations/new')
  const { title } = hosts.length === 0 ? words.noHost : words.whichHost
  return reply.page({
    template: 'host-which.njk',
    title,
    words,
    status: hosts.length === 0 ? 409 : 200,
    view: {
      title,
      back: hostAddress(language),
      hosts: hosts.map(({ host, name, number }) => ({
        name,
        number,
        href: `${address}?host=${encodeURIComponent(host)}`,
      })),
    },
  })
}

function errorsOf({ status, problem }: Refused, language: TravellerLanguage, conflict: string): readonly FieldError[] {
  return status === 409 ? [{ field: 'form', text: conflict }] : formErrors(problem.errors ?? [], language)
}
