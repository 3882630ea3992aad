/** The first page that a new user opens: where to go, and on a demonstration server the codes to scan. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { SPECIMEN_WORDS } from '#evisa/specimen.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { escapeHtml } from '../../platform/escape-html.ts'
import { problems, textIn } from '../api-description/answers.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import { qrSvg } from '../visa-document/qr-picture.ts'

const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111}' +
  'ul.visas{list-style:none;padding:0;display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr))}' +
  '.visas li{border:1px solid #ccc;border-radius:.5rem;padding:1rem}.visas svg{width:100%;height:auto}' +
  '.specimen{background:#b0123f;color:#fff;padding:.5rem 1rem;border-radius:.5rem}.specimen strong{font-size:1.4rem}'

export const welcomeRoute: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, demoVisas, documents, portalUrl = null } = services
  // Of the people who do not exist, and of nobody else.
  app.get(
    '/demo/:file',
    {
      schema: {
        tags: ['visas'],
        security: [],
        operationId: 'demoFile',
        summary: 'A demo e-visa as a file',
        description:
          'NUMBER.pdf to print, NUMBER.png for a phone. Of people who do not exist, on a demonstration server only.',
        params: Type.Object({ file: Type.String({ maxLength: 40 }) }),
        response: { 200: textIn('application/pdf', 'A file'), ...problems(400, 404) },
      },
    },
    async ({ params }, reply) => {
      const [, number = '', kind] = /^(\w{12})\.(pdf|png)$/.exec(params.file) ?? []
      const visa = demoVisas.includes(number) ? await store.findVisa(number) : null
      if (visa === null || visa.status === 'revoked')
        throw new Problem('not-found', 'There is no demo e-visa of this name.')
      if (kind === 'pdf') return reply.type('application/pdf').send(await documents.pdf(visa))
      return reply.type('image/png').send(await documents.picture(visa))
    },
  )

  app.get('/', { schema: { hide: true } }, async (_request, reply) => {
    const visas = await Promise.all(demoVisas.map((number) => store.findVisa(number)))
    return reply.type('text/html; charset=utf-8').send(
      pageOf(
        visas.filter((visa) => visa !== null),
        await documents.isSpecimen(),
        portalUrl,
      ),
    )
  })
}

function pageOf(visas: readonly StoredVisa[], isSpecimen: boolean, portalUrl: string | null): string {
  const items = visas.map(({ qrText, claims, status }) => {
    const { jti, category, entries, valid_from, valid_until, holder, passport } = claims
    return (
      `<li>${qrSvg(qrText, isSpecimen)}<strong>${formatVisaNumber(jti)}</strong><br>${holder.surname} ${holder.given_names}` +
      `<br>${passport.issuer} ${passport.number} · ${category} · entries: ${entries}<br>${valid_from} – ${valid_until}` +
      (status === 'revoked'
        ? '<br>revoked: it is not printed any more</li>'
        : `<br><a href="/demo/${jti}.pdf">to print</a> · <a href="/demo/${jti}.png">for a phone</a></li>`)
    )
  })
  const demo = items.length === 0 ? '' : `<h2>Demo e-visas to scan</h2><ul class="visas">${items.join('')}</ul>`
  const specimen = isSpecimen
    ? `<p class="specimen"><strong>${SPECIMEN_WORDS}</strong><br>A demonstration: its keys were made on this machine, the ` +
      'people below do not exist, and nothing that it signs is a visa.</p>'
    : ''
  const apply =
    portalUrl === null
      ? ''
      : `<li><a href="${escapeHtml(portalUrl)}/"><strong>Apply for an e-visa</strong></a>, for travellers, and for who invites them</li>`
  return (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    `<title>evisa-gate</title><style>${STYLE}</style>${specimen}<h1>evisa-gate</h1>` +
    '<p>E-visas of the Republic of Kazakhstan: signed, printed, checked.</p>' +
    `<ul>${apply}<li><a href="/scan/">Scanner</a>, for gates and booths</li><li><a href="/Q">Check an e-visa</a>, for anyone: by a picture, its PDF, or the digits of its code</li>` +
    '<li><a href="/docs">API description</a></li><li><a href="/v1/artefacts/trust">Trust list</a></li>' +
    `<li><a href="/health/ready">Health</a></li></ul>${demo}</html>`
  )
}
