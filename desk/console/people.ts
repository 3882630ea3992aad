/** The people who decide: who they are, and what an administrator proposes of them. What is proposed is signed. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { shortTime } from '#evisa/day-in-words.ts'
import type { paths } from '../../examples/client/evisa-api.d.ts'
import { dataOf, done, refusalOf } from '../../pages/answers.ts'
import { type FieldError, formOf, textsOf } from '../../pages/form.ts'
import { NotThere } from '../../pages/page-faults.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Visit } from '../../pages/visit.ts'
import { type Area, wordsOf } from './area.ts'
import { carrierMistyped, carrierTyped } from './carrier-typed.ts'
import { changeRows, type ListedPerson, mayPropose, personsOf, rolesIn } from './people-view.ts'
import { personFaults } from './person-faults.ts'

type Sent = paths['/v1/signings']['post']['requestBody']['content']['application/json']
type Act = Extract<Sent, { act: unknown }>['act']
type Change = Extract<Act, { kind: 'person-change' }>
type Role = ListedPerson['roles'][number]

const KINDS: readonly Change['change'][] = ['make', 'set', 'another-key', 'end']

/** As the API takes it. */
const REASON_LETTERS = { least: 3, most: 200 } as const

interface Person {
  Params: { id: string }
}

export const peopleRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/people', async ({ visit }, reply) => {
    const api = signedIn(visit)
    const words = wordsOf(visit)
    const { person } = dataOf(await api.GET('/v1/me'))
    const people = await personsOf(api)
    return reply.page({
      template: 'people.njk',
      title: words.people.title,
      words,
      view: {
        address: `/${visit.language}/people`,
        isAdministrator: mayPropose(person),
        people: people.map((one) => personRow(one, visit)),
        changes: await changeRows(api, visit, person.id),
      },
    })
  })

  app.get('/:language/people/new', (request, reply) => personPage(request, reply, null, {}))
  app.get<Person>('/:language/people/:id', async (request, reply) =>
    personPage(request, reply, await personOf(request), {}),
  )
  app.post('/:language/people/new', (request, reply) => propose(request, reply, null))
  app.post<Person>('/:language/people/:id', async (request, reply) => propose(request, reply, await personOf(request)))

  app.post('/:language/people/changes/agree', async ({ visit, body }, reply) => {
    const { change = '' } = textsOf(body)
    return openSigning(visit, reply, { kind: 'person-approval', change })
  })

  app.post('/:language/people/changes/decline', async ({ visit, body }, reply) => {
    const { change: id = '' } = textsOf(body)
    done(await signedIn(visit).DELETE('/v1/person-changes/{id}', { params: { path: { id } } }))
    return reply.redirect(`/${visit.language}/people`, 303)
  })
}

/** Has a text written, and leads to where it is signed; what keeps it from being written is told by `otherwise`. */
export async function openSigning(visit: Visit, reply: FastifyReply, act: Act): Promise<FastifyReply> {
  const opened = dataOf(await signedIn(visit).POST('/v1/signings', { body: { act } }))
  return reply.redirect(`/${visit.language}/signing/${opened.id}`, 303)
}

async function personOf({ visit, params }: FastifyRequest<Person>): Promise<ListedPerson> {
  const found = (await personsOf(signedIn(visit))).find(({ id }) => id === params.id)
  if (found === undefined) throw new NotThere()
  return found
}

function personRow(one: ListedPerson, visit: Pick<Visit, 'language'>) {
  const words = wordsOf(visit)
  const { people } = words
  const fell = one.keys.some((key) => key.counter_fell_at !== null)
  return {
    id: one.id,
    name: one.name,
    badge: one.badge,
    roles: rolesIn(one, words),
    isGone: one.ended_at !== null,
    keys:
      one.keys.length > 0
        ? String(one.keys.length)
        : one.invite_opens_at === null
          ? people.noKey
          : `${people.codeWaits} ${shortTime(one.invite_opens_at, visit.language)}`,
    fell,
  }
}

async function propose(
  request: FastifyRequest,
  reply: FastifyReply,
  person: ListedPerson | null,
): Promise<FastifyReply> {
  const { visit } = request
  const words = wordsOf(visit)
  const typed = textsOf(request.body)
  const { change: asked = person === null ? 'make' : 'set', name = person?.name ?? '', reason = '' } = typed
  const change = KINDS.find((kind) => kind === asked) ?? 'set'
  const roles = (Object.keys(words.roles) as Role[]).filter((role) => typed[`role-${role}`] === 'yes')
  const content = { name, badge: typed.badge ?? '', email: typed.email ?? '', roles, ...carrierTyped(typed) }
  const mistyped = carrierMistyped(content, words)
  if (mistyped.length > 0) return personPage(request, reply, person, { errors: mistyped, typed })
  const act: Act = {
    kind: 'person-change',
    change,
    reason,
    ...(person !== null && { person: person.id }),
    ...((change === 'make' || change === 'set') && { content }),
  }
  const letters = [...reason].length
  if (letters < REASON_LETTERS.least || letters > REASON_LETTERS.most)
    return personPage(request, reply, person, {
      errors: [{ field: 'reason', text: words.people.faults.reason }],
      typed,
    })
  const opened = await signedIn(visit).POST('/v1/signings', { body: { act } })
  const refused = refusalOf(opened, 400, 403, 404, 409, 422)
  if (refused === undefined) return reply.redirect(`/${visit.language}/signing/${dataOf(opened).id}`, 303)
  return personPage(request, reply, person, { errors: personFaults(refused, words), typed })
}

async function personPage(
  { visit }: FastifyRequest,
  reply: FastifyReply,
  person: ListedPerson | null,
  {
    errors = [],
    typed,
  }: { readonly errors?: readonly FieldError[]; readonly typed?: Readonly<Record<string, string>> },
): Promise<FastifyReply> {
  const own = dataOf(await signedIn(visit).GET('/v1/me')).person
  if (person === null && !mayPropose(own)) throw new NotThere()
  const words = wordsOf(visit)
  const has = (role: Role) =>
    typed === undefined ? (person?.roles.includes(role) ?? false) : typed[`role-${role}`] === 'yes'
  const stations = person?.stations?.join(' ') ?? ''
  const values = {
    name: person?.name ?? '',
    badge: person?.badge ?? '',
    email: person?.email ?? '',
    stations,
    ...typed,
  }
  return reply.page({
    template: 'person.njk',
    title: person === null ? words.people.new : words.people.one,
    words,
    hasFaults: errors.length > 0,
    status: errors.length === 0 ? 200 : 422,
    view: {
      address: `/${visit.language}/people/${person?.id ?? 'new'}`,
      people: `/${visit.language}/people`,
      person: person && personRow(person, visit),
      isOneself: own.id === person?.id,
      isOfCarrier: (own.carrier ?? person?.carrier ?? null) !== null,
      mayPropose: mayPropose(own) && own.id !== person?.id && person?.ended_at == null,
      form: formOf(values, errors),
      roles: (Object.keys(words.roles) as Role[]).map((role) => ({
        role,
        text: words.roles[role],
        checked: has(role),
      })),
    },
  })
}

/** Half of a code, shown once, to whoever hands it over: the first one to the proposer, whose change waits then. */
export function codePage(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  { half, opensAt }: { readonly half: string; readonly opensAt: number | null },
): FastifyReply {
  const words = wordsOf(visit)
  const opens = opensAt === null ? null : shortTime(opensAt, visit.language)
  const view = { half, opens, people: `/${visit.language}/people` }
  const title = opens === null ? words.code.first : words.code.second
  return reply.page({ template: 'code.njk', title, words, view })
}
