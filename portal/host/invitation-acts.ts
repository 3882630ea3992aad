/** What a host does to an invitation that was submitted, each on a page of its own: answers, calls off, reports the arrival. */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { isCivilDate } from '#evisa/civil-date.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { refusalOf } from '../../pages/answers.ts'
import { type FieldError, formOf, isRedraw, REDRAWS, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import { dayValues } from '../../pages/typed-day.ts'
import type { Area } from '../area.ts'
import { faultText } from '../faults/fault-text.ts'
import { openQuestion, travellerName } from './host-invitation-view.ts'
import { hostWords } from './host-words.ts'
import { typedDay } from './invitation-fields.ts'
import { type HostAct, STANDINGS } from './invitation-standing.ts'
import {
  type InvitationRequest,
  type InvitationRoute,
  invitationAddress,
  type OwnInvitation,
  ownInvitation,
  toInvitation,
} from './own-hosts.ts'

type Act = 'answer' | 'call-off' | 'arrival'
type Values = Readonly<Record<string, string>>

const MIN_ANSWER = 3
const MAX_ANSWER = 2000
const TITLES = { answer: 'answerPage', 'call-off': 'callOffPage', arrival: 'arrivalPage' } as const

export const invitationActRoutes: FastifyPluginAsync<Area> = async (app, { today }) => {
  const place = '/:language/host/invitations/:id'
  for (const act of ['answer', 'call-off', 'arrival'] as const)
    app.get<InvitationRoute>(`${place}/${act}`, async (request, reply) => {
      const found = await ownInvitation(request.visit, request.params.id)
      return actPage(request, reply, { act, found, values: valuesFor(act, found), errors: [] })
    })

  app.post<InvitationRoute>(`${place}/answer`, REDRAWS, async (request, reply) => {
    const { visit, params } = request
    const values = textsOf(request.body)
    const { text = '' } = values
    const found = await ownInvitation(visit, params.id)
    if (isRedraw(request.body)) return actPage(request, reply, { act: 'answer', found, values, errors: [] })
    const wrong = [{ field: 'text', text: hostWords(visit.language).answerPage.fault }]
    const isWrong = text.length < MIN_ANSWER || text.length > MAX_ANSWER
    if (isWrong) return actPage(request, reply, { act: 'answer', found, values, errors: wrong })
    const path = { id: params.id }
    const answered = await signedIn(visit).POST('/v1/invitations/{id}/answer', { params: { path }, body: { text } })
    const refused = refusalOf(answered, 400, 409)
    if (refused?.status === 400) return actPage(request, reply, { act: 'answer', found, values, errors: wrong })
    // It was answered before, or called off: its page says how it stands.
    return toInvitation(request, reply)
  })

  app.post<InvitationRoute>(`${place}/call-off`, async (request, reply) => {
    const { visit, params } = request
    const path = { id: params.id }
    refusalOf(await signedIn(visit).POST('/v1/invitations/{id}/call-off', { params: { path } }), 409)
    return toInvitation(request, reply)
  })

  app.post<InvitationRoute>(`${place}/arrival`, REDRAWS, async (request, reply) => {
    const { visit, params } = request
    const { language } = visit
    const values = textsOf(request.body)
    const found = await ownInvitation(visit, params.id)
    if (isRedraw(request.body)) return actPage(request, reply, { act: 'arrival', found, values, errors: [] })
    const day = typedDay(values, 'day')
    const wrong = arrivalFault(day)
    if (wrong !== null)
      return actPage(request, reply, { act: 'arrival', found, values, errors: [{ field: 'day', text: wrong }] })
    const path = { id: params.id }
    refusalOf(await signedIn(visit).POST('/v1/invitations/{id}/arrival', { params: { path }, body: { day } }), 409)
    return toInvitation(request, reply)

    function arrivalFault(typed: string): string | null {
      if (!isCivilDate(typed)) return faultText({ field: 'day', rule: 'date', message: '' }, language)
      return typed > today() ? hostWords(language).arrivalPage.future : null
    }
  })
}

interface Shown {
  readonly act: Act
  readonly found: OwnInvitation
  readonly values: Values
  readonly errors: readonly FieldError[]
}

function actPage(request: InvitationRequest, reply: FastifyReply, { act, found, values, errors }: Shown): FastifyReply {
  const { language } = request.visit
  const isPossible = (STANDINGS[found.state].acts as readonly HostAct[]).includes(act)
  if (!isPossible) return toInvitation(request, reply)
  const words = hostWords(language)
  const own = words[TITLES[act]]
  return reply.page({
    template: 'host-act.njk',
    title: own.title,
    words,
    hasFaults: errors.length > 0,
    status: errors.length > 0 ? 422 : 200,
    view: {
      ...{ act, own, form: formOf(values, errors) },
      address: invitationAddress(language, found.invitation, act),
      back: invitationAddress(language, found.invitation),
      reference: formatVisaNumber(found.invitation),
      who: found.content === null ? '' : travellerName(found.content),
      question: act === 'answer' ? openQuestion(found) : null,
    },
  })
}

function valuesFor(act: Act, { arrived_on }: OwnInvitation): Values {
  return act === 'arrival' && arrived_on !== null ? dayValues('day', arrived_on) : {}
}
