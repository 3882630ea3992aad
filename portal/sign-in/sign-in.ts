/** Signing in by a code or a link of a letter, in the browser that asked for it. A link that is only opened does nothing. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { dataOf, type Refused, refusalOf } from '../../pages/answers.ts'
import { dropCookie, keepCookie } from '../../pages/browser-cookies.ts'
import { formOf, isRedraw, REDRAWS, textsOf } from '../../pages/form.ts'
import { isOwnPath, MOST_CARRYING_BYTES, readKeptForm } from '../../pages/kept-form.ts'
import { beginSession, browserName, endSession, ownerOf } from '../../pages/visit.ts'
import type { Words } from '../../pages/words.ts'
import { beginApplication, isBeginning } from '../application/apply-routes.ts'
import type { Area } from '../area.ts'
import { type Kind, kindOfPath, signInAddress } from './sign-in-first.ts'
import * as texts from './strings/texts.ts'
import { codeIn, UNDER_WAY_SECONDS, underWayIn, underWayText } from './under-way.ts'

const WORDS: Words<typeof texts.en> = texts

const CODE_MINUTES = 10
// The form that waits for the sign-in is in it.
const CARRYING = { ...REDRAWS, bodyLimit: MOST_CARRYING_BYTES }

interface SignedIn {
  readonly session: string
  readonly account: { readonly id: string; readonly kind: Kind }
}

export const signInRoutes: FastifyPluginAsync<Area> = async (app, { cookies, mailboxUrl }) => {
  for (const place of ['/:language', '/:language/host']) {
    app.get<{ Querystring: { next?: string } }>(`${place}/sign-in`, async (request, reply) => {
      const { next = '' } = request.query
      const { visit } = request
      if (visit.session !== null && isOwnPath(next)) return reply.redirect(inLanguage(next, visit.language), 303)
      return askPage(request, reply, { next: isOwnPath(next) ? next : '' })
    })
    app.post(`${place}/sign-in`, CARRYING, (request, reply) => ask(request, reply))
    app.get(`${place}/sign-in/code`, async (request, reply) => {
      const { visit, url } = request
      // Who comes back here after the sign-in has no code to wait for.
      return visit.session === null
        ? codePage(request, reply, {})
        : reply.redirect(ownPage(visit.language, kindOfPath(url)), 303)
    })
    app.post(`${place}/sign-in/code`, CARRYING, (request, reply) => finish(request, reply))
  }

  app.get<{ Querystring: { token?: string } }>('/:language/sign-in/link', async (request, reply) => {
    const words = WORDS[request.visit.language]
    const { token = '' } = request.query
    return reply.page({ template: 'sign-in-link.njk', title: words.link.title, words, view: { token, code: null } })
  })
  app.post('/:language/sign-in/link', (request, reply) => finishByLink(request, reply))

  app.post('/:language/sign-out', async ({ visit }, reply) => {
    // First of all this browser forgets it: whoever leaves a shared one does not wait for an answer.
    endSession(reply, cookies)
    // Nobody is told that they are out while whoever has a copy of the session is still in.
    if (visit.session !== null) refusalOf(await visit.api.DELETE('/v1/sessions/current'), 401)
    return reply.redirect(`/${visit.language}/`, 303)
  })

  function askPage(
    { url, visit }: FastifyRequest,
    reply: FastifyReply,
    { next = '', kept = '', email = '', fault = '' },
  ): FastifyReply {
    const words = WORDS[visit.language]
    const kind = kindOfPath(url)
    return reply.page({
      template: 'sign-in.njk',
      title: words.title,
      words,
      hasFaults: fault !== '',
      status: fault === '' ? 200 : 422,
      view: {
        ...{ kind, kept, next },
        address: signInAddress(visit.language, kind),
        form: formOf({ email }, fault === '' ? [] : [{ field: 'email', text: fault }]),
        isOver: false,
      },
    })
  }

  async function ask(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { visit, url } = request
    const { email = '', next = '', kept = '' } = textsOf(request.body)
    if (isRedraw(request.body)) return askPage(request, reply, { next, kept, email })
    const under = underWayIn(request.cookies[cookies.signIn])
    const asked = await visit.openApi.POST('/v1/sign-ins', {
      body: {
        ...{ email, kind: kindOfPath(url), language: visit.language },
        ...(under !== null && { browser: under.browser }),
      },
    })
    if (refusalOf(asked, 400, 422) !== undefined)
      return askPage(request, reply, { next, kept, email, fault: WORDS[visit.language].faults.email })
    keepCookie(reply, cookies.signIn, underWayText(dataOf(asked)), UNDER_WAY_SECONDS)
    return codePage(request, reply, { next, kept, email })
  }

  function codePage(
    { url, visit }: FastifyRequest,
    reply: FastifyReply,
    { next = '', kept = '', email = '', code = '', fault = '' },
  ): FastifyReply {
    const words = WORDS[visit.language]
    const address = signInAddress(visit.language, kindOfPath(url))
    return reply.page({
      template: 'sign-in-code.njk',
      title: words.code.title,
      words,
      hasFaults: fault !== '',
      status: fault === '' ? 200 : 422,
      view: {
        ...{ address, kept, next, email, mailboxUrl },
        minutes: CODE_MINUTES,
        form: formOf({ code }, fault === '' ? [] : [{ field: 'code', text: fault }]),
      },
    })
  }

  async function finish(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { visit, headers } = request
    const { code = '', next = '', kept = '', email = '' } = textsOf(request.body)
    if (isRedraw(request.body)) return codePage(request, reply, { next, kept, email, code })
    const { faults } = WORDS[visit.language]
    const under = underWayIn(request.cookies[cookies.signIn])
    const digits = codeIn(code)
    if (digits === null) return codePage(request, reply, { next, kept, email, fault: faults.code })
    if (under === null) return codePage(request, reply, { next, kept, email, fault: faults.over })
    const begun = await visit.openApi.POST('/v1/sign-ins/{id}/code', {
      params: { path: { id: under.id } },
      body: { browser: under.browser, code: digits, browser_name: browserName(headers['user-agent']) },
    })
    const refused = refusalOf(begun, 400, 404, 409)
    if (refused !== undefined)
      return codePage(request, reply, { next, kept, email, fault: isWrongCode(refused) ? faults.wrong : faults.over })
    return signedIn(request, reply, dataOf(begun), { next, kept })
  }

  async function finishByLink(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { visit, headers } = request
    const { token: link = '' } = textsOf(request.body)
    const under = underWayIn(request.cookies[cookies.signIn])
    const words = WORDS[visit.language]
    const made = await visit.openApi.POST('/v1/sign-ins/by-link', {
      body: {
        link,
        ...(under !== null && { browser: under.browser }),
        browser_name: browserName(headers['user-agent']),
      },
    })
    if (refusalOf(made, 400, 404, 409) !== undefined) return askPage(request, reply, { fault: words.faults.over })
    const told = dataOf(made)
    if (told.outcome === 'signed-in') return signedIn(request, reply, told, {})
    return reply.page({
      template: 'sign-in-link.njk',
      title: words.link.elsewhere,
      words,
      view: { token: '', code: told.code },
    })
  }

  /** Goes on where the person was: with the form that waited, to the page that was asked for, or to the account. */
  async function signedIn(
    request: FastifyRequest,
    reply: FastifyReply,
    { session, account }: SignedIn,
    { next = '', kept = '' },
  ): Promise<FastifyReply> {
    const { visit } = request
    beginSession(request, reply, cookies, { token: session, account: account.id })
    dropCookie(reply, cookies.signIn)
    const to = isOwnPath(next) ? inLanguage(next, visit.language) : ownPage(visit.language, account.kind)
    const form = readKeptForm(kept)
    if (!form.ok) return reply.redirect(to, 303)
    const { owner } = form.value
    // Nothing was typed there: what was pressed is done, without a page that has it pressed again.
    if (owner === '' && isBeginning(form.value.to) && account.kind === 'applicant')
      return reply.redirect(
        (await beginApplication(request.visit, form.value.fields)) ?? `/${visit.language}/apply`,
        303,
      )
    const words = WORDS[visit.language]
    return reply.page({
      template: 'signed-in.njk',
      title: words.kept.title,
      words,
      view: { to, resend: owner === '' || owner === ownerOf(account.id) ? form.value : null },
    })
  }
}

/** The page that was asked for in the language that was chosen since: it stands first in an address. */
function inLanguage(path: string, language: string): string {
  return path.replace(/^\/[a-z]{2}(?=[/?]|$)/, `/${language}`)
}

/** Where somebody is after a sign-in who asked for nothing else. */
function ownPage(language: string, kind: Kind): string {
  return kind === 'host' ? `/${language}/host` : `/${language}/account`
}

function isWrongCode({ problem }: Refused): boolean {
  return problem.errors?.some(({ rule }) => rule === 'wrong') ?? false
}
