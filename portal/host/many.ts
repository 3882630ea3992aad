/** Many invitations by one file. What became of each row stands in the answer; the same file again changes nothing, so that a page that is loaded again does no harm. */
import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { fillText } from '#evisa/fill-text.ts'
import { type Refused, refusalOf } from '../../pages/answers.ts'
import { TOKEN_FIELD } from '../../pages/browser-cookies.ts'
import { type FieldError, formOf, textsOf } from '../../pages/form.ts'
import { checkToken, refuseForeign } from '../../pages/kit.ts'
import { purposeInWords } from '../../pages/purposes/purpose-in-words.ts'
import type { Area } from '../area.ts'
import { emptyList, LIST_COLUMNS } from './empty-list.ts'
import { hostWords } from './host-words.ts'
import { listFaultText } from './list-faults.ts'
import { listReport, type TakenList } from './list-report.ts'
import { confirmedHosts, hostAddress } from './own-hosts.ts'
import { type ListForm, type ListFormFault, readListForm } from './read-list-form.ts'
import { visasOf } from './visa-choices.ts'

const PLACE = '/:language/host/invitations/many'

export const manyRoutes: FastifyPluginAsync<Area> = async (app, area) => {
  const { publicUrl, cookies, terms } = area
  await app.register(multipart, { throwFileSizeLimit: false })

  app.get(PLACE, async (request, reply) => manyPage(request, reply, {}, []))

  app.get(`${PLACE}/table.csv`, async ({ visit }, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="invitations.csv"')
      .send(emptyList(visit.language)),
  )

  app.post(PLACE, { config: { checksItself: true } }, async (request, reply) => {
    refuseForeign(request, publicUrl)
    const { visit } = request
    const { faults } = hostWords(visit.language).many
    // Before anything of a file is read: whoever made up a session would have it held otherwise.
    const hosts = await confirmedHosts(visit)
    const form = await formIn(request)
    if (!form.ok) return manyPage(request, reply, {}, [{ field: 'file', text: faults[form.error] }])
    const { fields, bytes } = form.value
    const host = hosts.find((one) => one.host === fields.host)
    if (host === undefined) return manyPage(request, reply, fields, [{ field: 'host', text: faults.host }])
    const taken = await take(request, host.host, bytes)
    if (taken.refused !== undefined) return manyPage(request, reply, fields, [errorOf(taken.refused, request)])
    return reportPage(request, reply, taken.list)
  })

  async function formIn(request: FastifyRequest) {
    const check = (fields: ListForm['fields']) => checkToken(request, cookies, fields[TOKEN_FIELD])
    if (request.isMultipart()) return readListForm(request, check)
    check(textsOf(request.body))
    return { ok: false, error: 'none' satisfies ListFormFault } as const
  }

  async function manyPage(
    { visit }: FastifyRequest,
    reply: FastifyReply,
    values: Readonly<Record<string, string>>,
    errors: readonly FieldError[],
  ): Promise<FastifyReply> {
    const { language } = visit
    const words = hostWords(language)
    const hosts = await confirmedHosts(visit)
    const { edition } = await terms(visit.api)
    const kinds = [...new Set(hosts.map(({ kind }) => kind))]
    const visas = kinds.flatMap((kind) => visasOf(kind, edition))
    const most = edition.sizes.invitations_a_list.value
    return reply.page({
      template: hosts.length === 0 ? 'host-which.njk' : 'host-many.njk',
      title: hosts.length === 0 ? words.noHost.title : words.many.title,
      words,
      hasFaults: errors.length > 0,
      status: hosts.length === 0 ? 409 : errors.length > 0 ? 422 : 200,
      view: {
        title: words.noHost.title,
        back: hostAddress(language),
        address: hostAddress(language, 'invitations/many'),
        intro: fillText(words.many.intro, { most }, language),
        form: formOf({ host: hosts.length === 1 ? (hosts[0]?.host ?? '') : '', ...values }, errors),
        hosts: hosts.map(({ host, name }) => ({ value: host, text: name })),
        columns: LIST_COLUMNS.map((column) => ({ heading: words.headings[column], takes: words.columns[column] })),
        visas: visas.map((visa) => ({ ...visa, text: purposeInWords(visa.purpose, language) })),
      },
    })
  }
}

type Taken = { readonly list: TakenList; readonly refused?: undefined } | { readonly refused: Refused }

async function take({ visit }: FastifyRequest, host: string, bytes: ListForm['bytes']): Promise<Taken> {
  const answer = await visit.call({
    method: 'POST',
    path: `/v1/invitation-lists?host=${encodeURIComponent(host)}`,
    headers: { 'content-type': 'text/csv' },
    body: bytes,
  })
  const told: unknown = await answer.json()
  const refused = refusalOf({ error: told, response: answer }, 400, 404, 409)
  return refused === undefined ? { list: told as TakenList } : { refused }
}

function errorOf({ status, problem }: Refused, { visit }: FastifyRequest): FieldError {
  const { language } = visit
  const { notNow } = hostWords(language).many.faults
  return { field: 'file', text: status === 400 ? listFaultText(problem.detail ?? '', language) : notNow }
}

function reportPage({ visit }: FastifyRequest, reply: FastifyReply, taken: TakenList): FastifyReply {
  const { language } = visit
  const words = hostWords(language)
  return reply.page({
    template: 'host-list-report.njk',
    title: words.report.title,
    words,
    view: {
      ...listReport(taken, language),
      again: hostAddress(language, 'invitations/many'),
      home: hostAddress(language),
    },
  })
}
