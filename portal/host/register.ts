/** Registering as a host: waits for an officer, who confirms it once. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { TravellerLanguage } from '#evisa/language.ts'
import { HOST_KINDS } from '#evisa/terms/terms-edition.ts'
import { type Refused, refusalOf } from '../../pages/answers.ts'
import { type FieldError, formOf, isRedraw, REDRAWS, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Area } from '../area.ts'
import { faultText } from '../faults/fault-text.ts'
import { hostWords } from './host-words.ts'
import { hostAddress, ownHosts } from './own-hosts.ts'

type Values = Readonly<Record<string, string>>

const FIELDS = ['kind', 'number', 'name', 'place'] as const
const MOST_CHARACTERS = 200

export const registerRoutes: FastifyPluginAsync<Area> = async (app, { demonstrationUrl }) => {
  app.get<{ Querystring: { from?: string } }>('/:language/host/register', async (request, reply) => {
    const { visit, query } = request
    const refused = (await ownHosts(visit)).find(({ host, state }) => state === 'refused' && host === query.from)
    const { kind = '', number = '', name = '', place = '' } = refused ?? {}
    return registerPage(request, reply, { kind, number, name, place }, [])
  })

  app.post('/:language/host/register', REDRAWS, async (request, reply) => {
    const { visit, body } = request
    const { language } = visit
    const typed = textsOf(body)
    if (isRedraw(body)) return registerPage(request, reply, typed, [])
    const { number = '', name = '', place = '' } = typed
    const kind = HOST_KINDS.find((one) => one === typed.kind)
    const wrong = faultsIn(typed, language)
    if (kind === undefined || wrong.length > 0) return registerPage(request, reply, typed, wrong)
    const claimed = await signedIn(visit).POST('/v1/hosts', { body: { kind, number, name, place } })
    const refused = refusalOf(claimed, 400, 409, 422)
    if (refused !== undefined) return registerPage(request, reply, typed, errorsOf(refused, language))
    return reply.redirect(hostAddress(language), 303)
  })

  function registerPage(
    { visit }: FastifyRequest,
    reply: FastifyReply,
    values: Values,
    errors: readonly FieldError[],
  ): FastifyReply {
    const { language } = visit
    const words = hostWords(language)
    return reply.page({
      template: 'host-register.njk',
      title: words.register.title,
      words,
      hasFaults: errors.length > 0,
      status: errors.length > 0 ? 422 : 200,
      view: {
        form: formOf(values, errors),
        demonstrationUrl,
        address: hostAddress(language, 'register'),
        kinds: HOST_KINDS.map((value) => ({ value, text: words.kinds[value] })),
      },
    })
  }
}

/** What is missing or is no line. Whether the number is one the authority says. */
function faultsIn(typed: Values, language: TravellerLanguage): FieldError[] {
  const { faults } = hostWords(language).register
  const isWrong: Readonly<Record<(typeof FIELDS)[number], boolean>> = {
    kind: !HOST_KINDS.some((kind) => kind === typed.kind),
    number: !typed.number || typed.number.length > 64,
    name: !isLine(typed.name),
    place: !isLine(typed.place),
  }
  return FIELDS.filter((field) => isWrong[field]).map((field) => ({ field, text: faults[field] }))
}

function isLine(text = ''): boolean {
  return text !== '' && text.length <= MOST_CHARACTERS && !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text)
}

function errorsOf({ status, problem }: Refused, language: TravellerLanguage): readonly FieldError[] {
  const { faults } = hostWords(language).register
  if (status === 409) return [{ field: 'kind', text: faults.many }]
  const told = (problem.errors ?? []).map((fault) => ({ field: fault.field, text: faultText(fault, language) }))
  return told.length > 0 ? told : [{ field: 'name', text: faults.name }]
}
