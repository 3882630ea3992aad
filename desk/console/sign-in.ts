/** Signing in by a key. The script asks the authenticator; without script there is no key, and the page says so. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import { formOf, textsOf } from '../../pages/form.ts'
import { isOwnPath, type KeptForm, readKeptForm, writeKeptForm } from '../../pages/kept-form.ts'
import { beginSession, browserName, endSession, ownerOf } from '../../pages/visit.ts'
import { type Area, wordsOf } from './area.ts'
import { keyFaults } from './key-faults.ts'
import { readAssertion } from './sent-keys.ts'
import { toldFault } from './told-fault.ts'

interface Waiting {
  readonly next?: string
  readonly kept?: string
  readonly fault?: string
  readonly isOver?: boolean
  readonly status?: number
}

export const signInRoutes: FastifyPluginAsync<Area> = async (app, { cookies }) => {
  app.get<{ Querystring: { next?: string } }>('/:language/sign-in', (request, reply) => {
    const { next = '' } = request.query
    return signInPage(request, reply, { next: isOwnPath(next) ? next : '' })
  })

  // Asked by the script, so that what is signed is fresh however long the page was open.
  app.post('/:language/sign-in/ask', async ({ visit }) => dataOf(await visit.openApi.POST('/v1/key-sign-ins')))

  app.post('/:language/sign-in', async (request, reply) => {
    const { visit, headers } = request
    const words = wordsOf(visit)
    const { asked = '', answer = '', next = '', kept = '' } = textsOf(request.body)
    const assertion = readAssertion(answer)
    if (assertion === null) return signInPage(request, reply, { next, kept, fault: words.faults.noKey })
    const begun = await visit.openApi.POST('/v1/key-sign-ins/{id}/assertion', {
      params: { path: { id: asked } },
      body: { assertion, browser_name: browserName(headers['user-agent']) },
    })
    const refused = refusalOf(begun, 400, 403, 404, 409)
    if (refused !== undefined) return signInPage(request, reply, { next, kept, fault: toldFault(refused, words) })
    const { session, person } = dataOf(begun)
    beginSession(request, reply, cookies, { token: session, account: person.id, roles: person.roles })
    return goOn(request, reply, { next, kept, person: person.id })
  })

  app.post('/:language/sign-out', async ({ visit }, reply) => {
    endSession(reply, cookies)
    // Nobody is told that they are out while whoever has a copy of the session is still in.
    if (visit.session !== null)
      refusalOf(await visit.api.DELETE('/v1/me/sessions/{id}', { params: { path: { id: 'current' } } }), 401, 404)
    return reply.redirect(`/${visit.language}/sign-in`, 303)
  })
}

/** Where somebody was; a form that waited is sent again by a press. */
export function goOn(
  { visit }: FastifyRequest,
  reply: FastifyReply,
  { next, kept: carried, person }: { readonly next: string; readonly kept: string; readonly person: string },
): FastifyReply {
  const form = readKeptForm(carried)
  const to = isOwnPath(next) ? next : `/${visit.language}/`
  if (!form.ok) return reply.redirect(to, 303)
  const words = wordsOf(visit)
  const { owner, fields, to: kept } = form.value
  // A form that no key answered yet has nothing to send: its page asks the key.
  if (fields.answer === '') return reply.redirect(kept, 303)
  const resend = owner === '' || owner === ownerOf(person) ? form.value : null
  return reply.page({ template: 'signed-in.njk', title: words.kept.title, words, view: { to, resend } })
}

async function signInPage(
  { visit }: FastifyRequest,
  reply: FastifyReply,
  { next = '', kept = '', fault = '', isOver = false, status = fault === '' ? 200 : 422 }: Waiting,
): Promise<FastifyReply> {
  const words = wordsOf(visit)
  const playable = await visit.openApi.GET('/v1/playable-people')
  const { people } = playable.data ?? { people: [] }
  return reply.page({
    template: 'sign-in.njk',
    title: isOver ? words.signIn.over : words.signIn.title,
    words,
    hasFaults: fault !== '',
    status,
    view: { address: `/${visit.language}/sign-in`, next, kept, isOver, people, form: formOf({}, keyFaults(fault)) },
  })
}

/** Whoever has to sign in first is asked to, and goes on from there with all that was typed. */
export function signInFirst(
  request: FastifyRequest,
  reply: FastifyReply,
  kept: KeptForm | null,
): FastifyReply | Promise<FastifyReply> {
  const { visit, url, method } = request
  if (kept === null) {
    const next = method === 'GET' && isOwnPath(url) ? `?next=${encodeURIComponent(url)}` : ''
    return reply.redirect(`/${visit.language}/sign-in${next}`, 303)
  }
  return signInPage(request, reply, { kept: writeKeptForm(kept), isOver: kept.owner !== '', status: 401 })
}
