/** What a terminal made ready: who did, what it is, and the way to its text. Nothing is written before that is asked for. */
import type { FastifyPluginAsync } from 'fastify'
import { shortTime } from '#evisa/day-in-words.ts'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import { NotThere } from '../../pages/page-faults.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Visit } from '../../pages/visit.ts'
import { type Area, wordsOf } from './area.ts'
import { notSigned } from './signing.ts'
import { toldFault } from './told-fault.ts'

interface OfPrepared {
  Params: { id: string }
}

export const preparedRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get<OfPrepared>('/:language/sign/:id', async ({ visit, params }, reply) => {
    const found = await signedIn(visit).GET('/v1/prepared-acts/{id}', { params: { path: { id: params.id } } })
    if (refusalOf(found, 404) !== undefined) throw new NotThere()
    const words = wordsOf(visit)
    const prepared = dataOf(found)
    const view = { ...rowOf(prepared, visit), isSigned: prepared.signed !== null, home: `/${visit.language}/` }
    return reply.page({ template: 'prepared.njk', title: words.prepared.title, words, view })
  })

  app.post<OfPrepared>('/:language/sign/:id', async ({ visit, params }, reply) => {
    const opened = await signedIn(visit).POST('/v1/signings', { body: { prepared: params.id } })
    const refused = refusalOf(opened, 403, 404, 409, 422)
    if (refused === undefined) return reply.redirect(`/${visit.language}/signing/${dataOf(opened).id}`, 303)
    return notSigned(visit, reply, toldFault(refused, wordsOf(visit)))
  })
}

type Prepared = Awaited<ReturnType<typeof listed>>[number]

/** What waits and the reader may sign, as rows of a page. */
export async function preparedRows(api: Api, visit: Pick<Visit, 'language'>) {
  return (await listed(api)).map((one) => rowOf(one, visit))
}

async function listed(api: Api) {
  return dataOf(await api.GET('/v1/prepared-acts')).prepared
}

function rowOf({ id, act, prepared_by, created_at }: Prepared, visit: Pick<Visit, 'language'>) {
  const kinds: Readonly<Record<string, string>> = wordsOf(visit).signing.kinds
  const about = 'reference' in act && typeof act.reference === 'string' ? act.reference : ''
  return {
    address: `/${visit.language}/sign/${id}`,
    kind: kinds[act.kind] ?? act.kind,
    about,
    by: prepared_by.replace(/^operator\//, ''),
    at: shortTime(created_at, visit.language),
  }
}
