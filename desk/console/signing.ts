/** Signing: the text as the server wrote it, in words and to the byte, and the key of whoever is signed in. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import { formOf, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Visit } from '../../pages/visit.ts'
import { type Area, type ConsoleWords, wordsOf } from './area.ts'
import { caseNotSigned, isCaseTrouble } from './cases/case-not-signed.ts'
import { afterSigning } from './cases/done.ts'
import { keyFaults } from './key-faults.ts'
import { codePage } from './people.ts'
import { personsOf } from './people-view.ts'
import { readAssertion, readObject } from './sent-keys.ts'
import { toldFault } from './told-fault.ts'

interface OfSigning {
  Params: { id: string }
}

export const signingRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get<OfSigning>('/:language/signing/:id', (request, reply) => signingPage(request, reply, ''))
  // Whoever had to sign in first goes on from here.
  app.get<OfSigning>('/:language/signing/:id/again', ({ visit, params }, reply) =>
    reply.redirect(`/${visit.language}/signing/${params.id}`, 303),
  )
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
        next: kind === 'person-change' ? words.signing.doneSecond : '',
      },
    })
  })
}

/** What was decided is written anew: nothing that was typed is lost with a text that waited for too long. */
async function writeAnew({ visit, params }: FastifyRequest<OfSigning>, reply: FastifyReply): Promise<FastifyReply> {
  const opened = await signedIn(visit).POST('/v1/signings', { body: { again: params.id } })
  const refused = refusalOf(opened, 403, 404, 409, 422)
  if (refused === undefined) return reply.redirect(`/${visit.language}/signing/${dataOf(opened).id}`, 303)
  return notSigned(visit, reply, toldFault(refused, wordsOf(visit)))
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
  const { visit, params } = request
  const words = wordsOf(visit)
  const found = await findSigning(request)
  const refused = refusalOf(found, 409)
  if (refused !== undefined)
    return notSigned(visit, reply, fault || toldFault(refused, words), `/${visit.language}/signing/${params.id}/again`)
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
      ...{ address: `/${visit.language}/signing/${params.id}`, text, form: formOf({}, keyFaults(fault)) },
      key: JSON.stringify({ kind: 'get', options, person: personIn(decision) }),
      back: caseOf(decision) === null ? `/${visit.language}/` : `/${visit.language}/cases/${caseOf(decision)}`,
      rows: [...aboutIn(decision, words), ...rowsOf(inReadingOrder(decision.content), words, names)],
    },
  })
}

/** What is decided and of whom before what it rests on; to the byte it stands below as it is signed. */
const READ_FIRST = ['decision', 'rule', 'reason', 'input']

function inReadingOrder(content: unknown): unknown {
  if (typeof content !== 'object' || content === null) return content
  const names = Object.keys(content)
  const order = [...READ_FIRST.filter((name) => names.includes(name)), ...names]
  // A name that comes twice keeps its first place.
  return Object.fromEntries(order.map((name) => [name, (content as Readonly<Record<string, unknown>>)[name]]))
}

/** What else is signed names in its content what it is about. */
function aboutIn(decision: Record<string, unknown>, words: ConsoleWords): readonly Row[] {
  const reference = caseOf(decision)
  if (reference === null) return []
  return [{ key: words.signing.members.reference, value: formatVisaNumber(reference), depth: 0 }]
}

/** The reference of the case that it is about; null where it is about none. */
function caseOf({ kind, subject }: Record<string, unknown>): string | null {
  return (kind === 'case' || kind === 'correction') && typeof subject === 'string' ? subject : null
}

function personIn({ signer }: Record<string, unknown>): string {
  const { id } = (signer ?? {}) as { id?: unknown }
  return typeof id === 'string' ? id : ''
}

/** By their ids: a text names people so, and whoever signs it knows them by name. */
async function namesOfPeople(visit: Visit): Promise<ReadonlyMap<string, string>> {
  return new Map((await personsOf(signedIn(visit))).map(({ id, name }) => [id, name]))
}

/** The content of a decision, line by line: members by their names in words, deeper ones further in. */
function rowsOf(content: unknown, words: ConsoleWords, people: ReadonlyMap<string, string>, depth = 0): readonly Row[] {
  const names: Readonly<Record<string, string>> = { ...words.signing.members, ...words.cases.members }
  const rules: Readonly<Record<string, { readonly says: string }>> = words.cases.rules
  // Values of ours in words; what somebody typed as it is.
  const told: Readonly<Record<string, string>> = { ...words.roles, ...words.people.kinds, ...words.signing.values }
  const say = (value: unknown) => {
    const text = String(value)
    const person = people.get(text)
    return person === undefined ? (told[text] ?? text) : `${person} (${text})`
  }
  if (typeof content !== 'object' || content === null) return []
  return Object.entries(content).flatMap(([name, value]): readonly Row[] => {
    const key = names[name] ?? name
    const deeper = deeperIn(name, value)
    if (deeper !== null)
      return [{ key, value: '', depth }, ...deeper.flatMap((one) => rowsOf(one, words, people, depth + 1))]
    const values = Array.isArray(value) ? value : value === null || value === '' ? ['–'] : [value]
    const said = name === 'rule' ? rules[String(value)]?.says : undefined
    return [{ key, value: said ?? values.map(say).join(', '), depth }]
  })
}

interface Row {
  readonly key: string
  readonly value: string
  readonly depth: number
}

/** The half of a code that came of it: the first one at once, the other with when it opens. */
function halfIn(done: unknown): { readonly half: string; readonly opensAt: number | null } | null {
  const { half, invite } = done as { half?: unknown; invite?: { half?: unknown; opens_at?: unknown } | null }
  if (typeof half === 'string') return { half, opensAt: null }
  if (typeof invite?.half !== 'string' || typeof invite.opens_at !== 'number') return null
  return { half: invite.half, opensAt: invite.opens_at }
}

/** What stands within a member: an object, several, or one that is kept as the text which is issued. */
function deeperIn(name: string, value: unknown): readonly object[] | null {
  if (name === 'input' && typeof value === 'string') return [readObject(value) ?? {}]
  if (typeof value !== 'object' || value === null) return null
  if (!Array.isArray(value)) return [value]
  return value.some((one) => typeof one === 'object' && one !== null) ? value : null
}
