/** What the script of the picture's page asks for: a file begun, sent in parts that go on after a cut, and how it stands. */
import type { FastifyPluginAsync } from 'fastify'
import { textsOf } from '../../pages/form.ts'
import { checkToken, refuseForeign } from '../../pages/kit.ts'
import { NotThere } from '../../pages/page-faults.ts'
import { PIECE_BYTES } from '../../pages/read-file-form.ts'
import type { Area } from '../area.ts'
import { beginCopy, type Copy, copyOf, sendPart } from './copy-calls.ts'

const COPY = '/:language/applications/:reference/form/passport-copy'
/** The header in which a part carries the token of the page's form. */
export const PART_TOKEN = 'evisa-form'
const BYTES = 'application/octet-stream'

interface OfCase {
  Params: { reference: string }
}
interface OfCopy {
  Params: { reference: string; id: string }
}
interface OfPart {
  Params: { reference: string; id: string; place: string }
}

export const copyPartRoutes: FastifyPluginAsync<Area> = async (app, { publicUrl, cookies }) => {
  app.addContentTypeParser(BYTES, { parseAs: 'buffer', bodyLimit: PIECE_BYTES }, (_request, body, done) =>
    done(null, body),
  )

  app.post<OfCase>(`${COPY}/begin`, async ({ visit, body, params }, reply) => {
    const size = Number(textsOf(body).size)
    const begun = await beginCopy(visit, params.reference, Number.isSafeInteger(size) && size > 0 ? size : 0)
    return typeof begun === 'string'
      ? reply.code(422).send({ fault: begun })
      : reply.code(201).send({ id: begun.id, ...progressOf(begun) })
  })

  app.get<OfCopy>(`${COPY}/:id`, async ({ visit, params: { reference, id } }) =>
    progressOf(await copyOf(visit, reference, id)),
  )

  app.put<OfPart>(`${COPY}/:id/parts/:place`, async (request, reply) => {
    refuseForeign(request, publicUrl)
    checkToken(request, cookies, request.headers[PART_TOKEN])
    const { visit, params, body } = request
    const { reference, id, place } = params
    if (!/^\d{1,9}$/.test(place) || !Buffer.isBuffer(body)) throw new NotThere()
    const answer = await sendPart(visit, { reference, id, place: Number(place) }, new Uint8Array(body))
    return reply.code(answer.status).send(answer.ok ? progressOf((await answer.json()) as Copy) : {})
  })
}

function progressOf({ state, received, size }: Copy) {
  return { state, received, size }
}
