/** Signing: the text as the server wrote it, in words and to the byte, and the key of whoever is signed in. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import { formOf, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Visit } from '../../pages/visit.ts'
import { type Area, wordsOf } from './area.ts'
import { caseNotSigned, caseNotWritten, isCaseTrouble, takeAgain } from './cases/case-not-signed.ts'
import { afterSigning, signingAddress } from './cases/done.ts'
import { keyFaults } from './key-faults.ts'
import { codePage } from './people.ts'
import { personsOf } from './people-view.ts'
import { readAssertion, readObject } from './sent-keys.ts'
import { caseOf, signingRows } from './signing-rows.ts'
import { toldFault } from './told-fault.ts'

interface OfSigning {
  Params: { id: string }
  /** The reference of the case that it is over, which is taken again where the text waited for too long. */
  Querystring: { case?: string }
}

export const signingRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get<OfSigning>('/:language/signing/:id', (request, reply) => signingPage(request, reply, ''))
  // Whoever had to sign in first goes on from here.
  app.get<OfSigning>('/:language/signing/:id/again', (request, reply) => reply.redirect(addressOf(request), 303))
  app.post<OfSigning>('/:language/signing/:id/again', writeAnew)

  app.post<OfSigning>('/:language/signing/:id', async (request, reply) => {
    const { visit, params } = request
    const words = wordsOf(visit)
    const assertion = readAssertion(textsOf(request.body).answer ?? '')
    if (assertion === null) return signingPage(request, reply, words.faults.noKey)
    const signed = await signedIn(visit).POST('/v1/signings/{id}/assertion', {
      params: { path: { id: params.id } },
      body: { assertion },
    })
    const refused = refusalOf(signed, 400, 403, 404, 409, 422)
    if (refused !== undefined) {
      const { text = '' } = (await findSigning(request)).data ?? {}
      const decision = readObject(text) ?? {}
      if (isCaseTrouble(refused, decision)) return caseNotSigned(request, reply, decision, refused)
      return signingPage(request, reply, toldFault(refused, words))
    }
    const { done, signature, kind } = dataOf(signed)
    const next = afterSigning(kind, done, visit)
    if (next !== null) return reply.redirect(next, 303)
    const half = halfIn(done)
    if (half !== null) return codePage(request, reply, half)
    return reply.page({
      template: 'signed.njk',
      title: words.signing.done,
      words,
      view: {
        signature,
        home: `/${visit.language}/`,
        next: ['person-change', 'proposal'].includes(kind) ? words.signing.doneSecond : '',
      },
    })
  })
}

/** What was decided is written anew: nothing that was typed is lost with a text that waited for too long. */
async function writeAnew(request: FastifyRequest<OfSigning>, reply: FastifyReply): Promise<FastifyReply> {
  const { visit, params } = request
  const reference = caseAsked(request)
  if (reference !== '') await takeAgain(visit, reference)
  const opened = await signedIn(visit).POST('/v1/signings', { body: { again: params.id } })
  const refused = refusalOf(opened, 403, 404, 409, 422)
  if (refused === undefined) return reply.redirect(signingAddress(visit, dataOf(opened).id, reference), 303)
  if (reference !== '') return caseNotWritten(request, reply, reference, refused)
  return notSigned(visit, reply, toldFault(refused, wordsOf(visit)))
}

function caseAsked({ query }: FastifyRequest<OfSigning>): string {
  return textsOf(query).case ?? ''
}

/** Where the text that was asked for stands, and what stands below it. */
function addressOf(request: FastifyRequest<OfSigning>, below = ''): string {
  return signingAddress(request.visit, `${request.params.id}${below}`, caseAsked(request))
}

/** `again`: where the text is written anew; null where it is not. */
export function notSigned(visit: Visit, reply: FastifyReply, text: string, again: string | null = null): FastifyReply {
  const words = wordsOf(visit)
  const view = { home: `/${visit.language}/`, text, again }
  return reply.page({ template: 'not-signed.njk', title: words.signing.over, words, status: 409, view })
}

function findSigning({ visit, params }: FastifyRequest<OfSigning>) {
  return signedIn(visit).GET('/v1/signings/{id}', { params: { path: { id: params.id } } })
}

async function signingPage(
  request: FastifyRequest<OfSigning>,
  reply: FastifyReply,
  fault: string,
): Promise<FastifyReply> {
  const { visit } = request
  const words = wordsOf(visit)
  const found = await findSigning(request)
  const refused = refusalOf(found, 409)
  if (refused !== undefined)
    return notSigned(visit, reply, fault || toldFault(refused, words), addressOf(request, '/again'))
  const { text, options } = dataOf(found)
  const decision = readObject(text) ?? {}
  const kind = typeof decision.kind === 'string' ? decision.kind : ''
  const names = kind.startsWith('person-') ? await namesOfPeople(visit) : new Map<string, string>()
  const kinds = words.signing.kinds as Readonly<Record<string, string>>
  return reply.page({
    template: 'signing.njk',
    title: kinds[kind] ?? words.signing.title,
    words,
    hasFaults: fault !== '',
    status: fault === '' ? 200 : 422,
    view: {
      ...{ address: addressOf(request), text, form: formOf({}, keyFaults(fault)) },
      key: JSON.stringify({ kind: 'get', options, person: personIn(decision) }),
      back: caseOf(decision) === null ? `/${visit.language}/` : `/${visit.language}/cases/${caseOf(decision)}`,
      rows: signingRows(decision, words, names),
    },
  })
}

function personIn({ signer }: Record<string, unknown>): string {
  const { id } = (signer ?? {}) as { id?: unknown }
  return typeof id === 'string' ? id : ''
}

/** By their ids: a text names people so, and whoever signs it knows them by name. */
async function namesOfPeople(visit: Visit): Promise<ReadonlyMap<string, string>> {
  return new Map((await personsOf(signedIn(visit))).map(({ id, name }) => [id, name]))
}

/** The half of a code that came of it: the first one at once, the other with when it opens. */
function halfIn(done: unknown): { readonly half: string; readonly opensAt: number | null } | null {
  const { half, invite } = done as { half?: unknown; invite?: { half?: unknown; opens_at?: unknown } | null }
  if (typeof half === 'string') return { half, opensAt: null }
  if (typeof invite?.half !== 'string' || typeof invite.opens_at !== 'number') return null
  return { half: invite.half, opensAt: invite.opens_at }
}
