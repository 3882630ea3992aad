/** Registering a key: the first one by a code that an administrator handed over; another one beside it. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import { formOf, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import { beginSession, browserName } from '../../pages/visit.ts'
import { type Area, wordsOf } from './area.ts'
import { keyFaults } from './key-faults.ts'
import { readObject, readProof } from './sent-keys.ts'
import { goOn } from './sign-in.ts'
import { toldFault } from './told-fault.ts'

export const registerRoutes: FastifyPluginAsync<Area> = async (app, { cookies, isDemonstration }) => {
  app.get('/:language/register', (request, reply) => registerPage(request, reply, {}))

  app.post('/:language/register/ask', async ({ visit, body }) => {
    const { code = '', person = '' } = textsOf(body)
    const asked = await visit.openApi.POST('/v1/key-registrations', {
      body: isDemonstration && person !== '' ? { person } : { code },
    })
    const refused = refusalOf(asked, 400, 404, 409)
    return refused === undefined ? dataOf(asked) : { fault: toldFault(refused, wordsOf(visit)) }
  })

  app.post('/:language/register', async (request, reply) => {
    const { visit, headers } = request
    const words = wordsOf(visit)
    const { asked = '', answer = '', code = '', label = '', next = '', kept = '' } = textsOf(request.body)
    const response = readObject(answer)
    if (response === null) return registerPage(request, reply, { code, label, fault: words.faults.noKey })
    const made = await visit.openApi.POST('/v1/key-registrations/{id}/key', {
      params: { path: { id: asked } },
      body: {
        ...{ response, label: label || words.register.someKey },
        browser_name: browserName(headers['user-agent']),
      },
    })
    const refused = refusalOf(made, 400, 403, 404, 409, 422)
    if (refused !== undefined) return registerPage(request, reply, { code, label, fault: toldFault(refused, words) })
    const { session, person } = dataOf(made)
    beginSession(request, reply, cookies, { token: session, account: person.id, roles: person.roles })
    return goOn(request, reply, { next, kept, person: person.id })
  })

  app.get('/:language/me/key', (request, reply) => keyPage(request, reply, {}))

  app.post('/:language/me/key/ask', async ({ visit, body }) => {
    const api = signedIn(visit)
    const words = wordsOf(visit)
    const { provenBy, proof } = textsOf(body)
    const sent = readProof(provenBy, proof)
    if (sent === null) return { fault: words.faults.noKey }
    const asked = await api.POST('/v1/me/keys', { body: sent })
    const refused = refusalOf(asked, 400, 403, 409)
    return refused === undefined ? dataOf(asked) : { fault: toldFault(refused, words) }
  })

  app.post('/:language/me/key', async (request, reply) => {
    const { visit } = request
    const words = wordsOf(visit)
    const { asked = '', answer = '', label = '' } = textsOf(request.body)
    const response = readObject(answer)
    if (response === null) return keyPage(request, reply, { label, fault: words.faults.noKey })
    const made = await signedIn(visit).POST('/v1/me/keys/{id}', {
      params: { path: { id: asked } },
      body: { response, label: label || words.register.someKey },
    })
    const refused = refusalOf(made, 400, 403, 404, 409, 422)
    if (refused !== undefined) return keyPage(request, reply, { label, fault: toldFault(refused, words) })
    return reply.redirect(`/${visit.language}/me`, 303)
  })
}

interface Typed {
  readonly code?: string
  readonly label?: string
  readonly fault?: string
}

function registerPage({ visit }: FastifyRequest, reply: FastifyReply, { code = '', label = '', fault = '' }: Typed) {
  const words = wordsOf(visit)
  return reply.page({
    template: 'register.njk',
    title: words.register.title,
    words,
    hasFaults: fault !== '',
    status: fault === '' ? 200 : 422,
    view: { address: `/${visit.language}/register`, form: formOf({ code, label }, keyFaults(fault)) },
  })
}

async function keyPage({ visit }: FastifyRequest, reply: FastifyReply, { label = '', fault = '' }: Typed) {
  const words = wordsOf(visit)
  const address = `/${visit.language}/me/key`
  const { person } = dataOf(await signedIn(visit).GET('/v1/me'))
  const key = { kind: 'add', prove: `/${visit.language}/sign-in/ask`, ask: `${address}/ask`, person: person.id }
  return reply.page({
    template: 'another-key.njk',
    title: words.register.another,
    words,
    hasFaults: fault !== '',
    status: fault === '' ? 200 : 422,
    view: { address, key: JSON.stringify(key), form: formOf({ label }, keyFaults(fault)) },
  })
}
