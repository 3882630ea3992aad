/** The first page for hosts: what hosting is, and for who is signed in the own invitations with whose turn it is. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { dataOf, Refused } from '../../pages/answers.ts'
import { formOf } from '../../pages/form.ts'
import { purposeInWords } from '../../pages/purposes/purpose-in-words.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Area } from '../area.ts'
import { listedView } from './host-invitation-view.ts'
import { hostWords } from './host-words.ts'
import { STANDINGS, type State } from './invitation-standing.ts'
import { hostAddress, type OwnHost, ownHosts } from './own-hosts.ts'

const A_PAGE = 50
const STATES = Object.keys(STANDINGS) as State[]

interface Listing {
  Querystring: { state?: string; list?: string; after?: string }
}

export const hostHomeRoutes: FastifyPluginAsync<Area> = async (app, { terms }) => {
  app.get<Listing>('/:language/host', async (request, reply) => {
    if (request.visit.session === null) return openPage(request, reply)
    try {
      return await listPage(request, reply)
    } catch (error) {
      // A traveller who looks at what hosting is.
      if (error instanceof Refused && error.status === 403) return openPage(request, reply)
      throw error
    }
  })

  async function openPage({ visit }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { language, api } = visit
    const words = hostWords(language)
    const { edition } = await terms(api)
    const view = { steps: stepsOf(edition, language), inviting: invitingOf(edition, language) }
    return reply.page({ template: 'host-open.njk', title: words.open.title, words, view })
  }
}

async function listPage({ visit, query }: FastifyRequest<Listing>, reply: FastifyReply): Promise<FastifyReply> {
  const { language } = visit
  const words = hostWords(language)
  const hosts = await ownHosts(visit)
  const state = STATES.find((one) => one === query.state)
  const { list, after } = query
  const asked = { ...(state && { state }), ...(list && { list }), ...(after && { after }), limit: A_PAGE }
  const api = signedIn(visit)
  const page = dataOf(await api.GET('/v1/invitations', { params: { query: asked } }))
  // What is said of them knows one and several.
  const waiting = { state: 'information-asked', limit: 2 } as const
  const questions = dataOf(await api.GET('/v1/invitations', { params: { query: waiting } })).invitations.length
  const address = hostAddress(language)
  return reply.page({
    template: 'host-invitations.njk',
    title: words.list.title,
    words,
    view: {
      address,
      hosts: hosts.map((host) => hostView(host, language)),
      mayInvite: hosts.some((host) => host.state === 'confirmed'),
      hasHosts: hosts.length > 0,
      questions: state === 'information-asked' ? 0 : questions,
      states: STATES.map((value) => ({ value, text: words.states[value].name })),
      form: formOf({ state: state ?? '' }),
      isOfList: list !== undefined,
      invitations: page.invitations.map((one) => listedView(one, language)),
      first: after === undefined ? null : pageAddress(address, { state, list }),
      next: page.next === null ? null : pageAddress(address, { state, list, after: page.next }),
    },
  })
}

function pageAddress(address: string, query: Readonly<Record<string, string | undefined>>): string {
  const said = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) said.set(name, value)
  return said.size === 0 ? address : `${address}?${said}`
}

const COLOURS = { claimed: 'yellow', confirmed: 'green', refused: 'red' } as const

function hostView({ kind, name, number, place, state, reason, host }: OwnHost, language: TravellerLanguage) {
  const words = hostWords(language)
  const told = { ...words.hostStates[state], colour: COLOURS[state] }
  const again = `${hostAddress(language, 'register')}?from=${encodeURIComponent(host)}`
  return {
    name,
    number,
    place,
    reason,
    ...{ kind: words.kinds[kind], state: told, isRefused: state === 'refused', again },
  }
}

/** How it goes, with the times of the terms. */
function stepsOf({ times }: TermsEdition, language: TravellerLanguage): readonly string[] {
  const { steps } = hostWords(language).open
  const facts = {
    usual: times.invitation_business_days.value,
    heard: times.invitation_heard_days.value,
    days: times.arrival_business_days.value,
  }
  return Object.values(steps).map((text) => fillText(text, facts, language))
}

/** Who may invite for what. */
function invitingOf({ purposes }: TermsEdition, language: TravellerLanguage) {
  const { kinds } = hostWords(language)
  const list = new Intl.ListFormat(language, { type: 'disjunction' })
  return purposes.flatMap((rule) =>
    rule.ask === 'online'
      ? [
          {
            purpose: purposeInWords(rule.purpose, language),
            who: list.format(rule.invited_by.map((kind) => kinds[kind])),
          },
        ]
      : [],
  )
}
