/** What waits for a second person: the list, one of them whole, to agree, which is signed, and to decline. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { dataOf, done, refusalOf } from '../../../pages/answers.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { formOf, textsOf } from '../../../pages/form.ts'
import { NotThere } from '../../../pages/page-faults.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import { type Area, wordsOf } from '../area.ts'
import { pageOf } from '../paged.ts'
import { toldFault } from '../told-fault.ts'
import { type Proposal, proposalRow, sumOf, visaRow } from './proposal-view.ts'
import { mayPropose } from './proposers.ts'

interface OfProposal {
  Params: { id: string }
}

export const proposalRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/proposals', async ({ visit, query }, reply) => {
    const api = signedIn(visit)
    const words = wordsOf(visit)
    const { state: asked = '', page = '' } = textsOf(query)
    const state = asked === 'all' ? 'all' : 'open'
    const { person } = dataOf(await api.GET('/v1/me'))
    const { proposals } = dataOf(await api.GET('/v1/proposals', { params: { query: { state } } }))
    const address = `/${visit.language}/proposals`
    const { items, before, after } = pageOf(proposals, page, (n) => `${address}?state=${state}&page=${n}`)
    return reply.page({
      template: 'proposals/list.njk',
      title: words.proposals.title,
      words,
      view: {
        ...{ address, before, after, isAll: state === 'all', mayPropose: mayPropose(person) },
        rows: items.map((one) => ({ ...proposalRow(one, visit), isOwn: one.proposed_by === person.name })),
      },
    })
  })

  app.get<OfProposal>('/:language/proposals/:id', (request, reply) => proposalPage(request, reply, ''))
  // Whoever had to sign in first goes on from here.
  for (const act of ['agree', 'decline'])
    app.get<OfProposal>(`/:language/proposals/:id/${act}`, ({ visit, params }, reply) =>
      reply.redirect(`/${visit.language}/proposals/${encodeURIComponent(params.id)}`, 303),
    )

  app.post<OfProposal>('/:language/proposals/:id/agree', async (request, reply) => {
    const { visit, params } = request
    const act = { kind: 'proposal-approval', proposal: params.id } as const
    const opened = await signedIn(visit).POST('/v1/signings', { body: { act } })
    const refused = refusalOf(opened, 400, 403, 404, 409, 422)
    if (refused === undefined) return reply.redirect(`/${visit.language}/signing/${dataOf(opened).id}`, 303)
    return proposalPage(request, reply, toldFault(refused, wordsOf(visit)))
  })

  app.post<OfProposal>('/:language/proposals/:id/decline', async (request, reply) => {
    const { visit, params } = request
    const declined = await signedIn(visit).DELETE('/v1/proposals/{id}', { params: { path: { id: params.id } } })
    const refused = refusalOf(declined, 404, 409)
    if (refused !== undefined) return proposalPage(request, reply, wordsOf(visit).proposals.faster)
    done(declined)
    return reply.redirect(`/${visit.language}/proposals`, 303)
  })
}

async function findProposal(api: Api, id: string): Promise<Proposal> {
  const found = await api.GET('/v1/proposals/{id}', { params: { path: { id } } })
  if (refusalOf(found, 400, 404) !== undefined) throw new NotThere()
  return dataOf(found)
}

async function proposalPage(
  { visit, params, query }: FastifyRequest<OfProposal>,
  reply: FastifyReply,
  fault: string,
): Promise<FastifyReply> {
  const api = signedIn(visit)
  const words = wordsOf(visit)
  const { person } = dataOf(await api.GET('/v1/me'))
  const proposal = await findProposal(api, params.id)
  const { visas = [], difference = [], warnings = [], edition, terms_edition } = proposal
  const row = proposalRow(proposal, visit)
  const { items, before, after, from, to } = pageOf(visas, textsOf(query).page ?? '', (n) => `${row.href}?page=${n}`)
  const isOwn = proposal.proposed_by === person.name
  const written = edition ?? terms_edition
  return reply.page({
    template: 'proposals/proposal.njk',
    title: words.proposals.one,
    words,
    hasFaults: fault !== '',
    status: fault === '' ? 200 : 409,
    view: {
      ...{ row, isOwn, difference, warnings, before, after, from, to },
      form: formOf({}, fault === '' ? [] : [{ field: 'agree', text: fault }]),
      all: `/${visit.language}/proposals`,
      mayDecide: row.isOpen && mayPropose(person),
      sum: visas.length === 0 ? [] : sumOf(visas, visit),
      visas: items.map((visa) => visaRow(visa, visit)),
      written: written === undefined ? '' : JSON.stringify(written, null, 2),
    },
  })
}
