/**
 * The kit of a face that is server-rendered: cookies, forms and their tokens, languages, the strict policy, and a page for every fault.
 * A face adds its routes; it keeps nothing itself.
 */
import fastifyCookie from '@fastify/cookie'
import fastifyFormbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TravellerLanguage } from '#evisa/language.ts'
import { type Assets, serveAssets } from './assets.ts'
import { isNoName } from './authority/visitor-calls.ts'
import {
  browserSecret,
  type CookieNames,
  cookieNames,
  dropCookie,
  isFormToken,
  TOKEN_FIELD,
} from './browser-cookies.ts'
import { isRedraw, REDRAW_FIELD, textsOf } from './form.ts'
import { MOST_FIELDS, MOST_FORM_BYTES } from './kept-form.ts'
import type { KitOptions, Page } from './kit-options.ts'
import { faultPages, NotThere, StaleForm, TooManyFields } from './page-faults.ts'
import { pageHeaders } from './page-headers.ts'
import { inEveryLanguage, languageOfPath } from './page-language.ts'
import * as texts from './strings/texts.ts'
import { strictTexts } from './templates.ts'
import { visits } from './visit.ts'
import type { Words } from './words.ts'

const WORDS: Words<typeof texts.en> = texts

export async function addKit(app: FastifyInstance, options: KitOptions): Promise<CookieNames> {
  const { face, publicUrl, render, assets } = options
  const names = cookieNames(face, publicUrl?.startsWith('https:') ?? false)
  const visitOf = visits(options.call, names)
  await app.register(fastifyCookie)
  await app.register(fastifyFormbody, { bodyLimit: MOST_FORM_BYTES })
  app.decorateRequest('visit')
  // Forms and files come from pages; nothing else does.
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addHook('onRequest', async (request, reply) => {
    request.visit = visitOf(request, reply)
    reply.headers(pageHeaders())
    if (isInNoLanguage(request, options.languages) || Object.values(request.params ?? {}).some(isNoName))
      throw new NotThere()
  })
  app.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'POST' || request.is404 || request.routeOptions.config.checksItself) return
    if (Object.keys(request.body ?? {}).length > MOST_FIELDS) throw new TooManyFields()
    refuseForeign(request, publicUrl)
    checkToken(request, names, textsOf(request.body)[TOKEN_FIELD])
    // On a page where nothing is typed there is nothing to keep, and what its button does is not asked for.
    if (isRedraw(request.body) && !request.routeOptions.config.redraws) return reply.redirect(request.url, 303)
  })
  app.decorateReply('page', function (this: FastifyReply, page: Page) {
    const { request } = this
    const html = render(page.template, modelOf(page, request, options, assets), request.visit.language)
    if (page.refreshSeconds !== undefined) this.header('refresh', String(page.refreshSeconds))
    return this.code(page.status ?? 200)
      .type('text/html; charset=utf-8')
      .send(html)
  })
  faultPages(app, options, (request, reply) => {
    dropCookie(reply, names.session)
    delete request.cookies[names.session]
    request.visit = visitOf(request, reply)
  })
  await serveAssets(app, options.assetFolder)
  return names
}

function isInNoLanguage({ params, url }: FastifyRequest, spoken: KitOptions['languages']): boolean {
  if (typeof params !== 'object' || params === null || !('language' in params)) return false
  const language = languageOfPath(url)
  return language === null || spoken?.includes(language) === false
}

/** Throws `StaleForm` for a form that another page than ours sent. What a browser says of it is believed, where it says anything. */
export function refuseForeign({ headers, host, protocol }: FastifyRequest, publicUrl: string | null): void {
  const own = publicUrl === null ? `${protocol}://${host}` : new URL(publicUrl).origin
  const { origin } = headers
  const site = headers['sec-fetch-site']
  if ((origin !== undefined && origin !== own) || (site !== undefined && site !== 'same-origin'))
    throw new StaleForm('foreign')
}

/** Throws `StaleForm` for one without the token of this browser and session. */
export function checkToken(request: FastifyRequest, names: CookieNames, token: unknown): void {
  const secret = browserSecret(request, names)
  const { session } = request.visit
  if (secret !== undefined && isFormToken(token, secret, session)) return
  // What no browser vouches for is not even offered to be sent again.
  const isVouched = request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined
  if (!isVouched) throw new StaleForm('foreign')
  throw new StaleForm(secret === undefined ? 'no-cookie' : 'token')
}

function modelOf(page: Page, request: FastifyRequest, options: KitOptions, assets: Assets): object {
  const { visit, url, method } = request
  const { surroundings, isDemonstration, mailboxUrl, languages } = options
  const path = url.split('?')[0] ?? '/'
  return {
    title: page.title,
    hasFaults: page.hasFaults ?? false,
    isAnswer: method === 'POST',
    w: strictTexts(page.words),
    view: page.view ?? {},
    kit: strictTexts(WORDS[visit.language]),
    site: {
      ...surroundings(visit, path),
      assets,
      isDemonstration,
      mailboxUrl,
      languages: languageOfPath(path) === null ? [] : inEveryLanguage(isAskedAgain(request) ? url : path, languages),
      inEveryLanguage: (to: string) => inEveryLanguage(to, languages),
      tokenField: TOKEN_FIELD,
      redrawField: REDRAW_FIELD,
      formToken: () => visit.formToken(),
    },
  }
}

/**
 * Whether a page in another language is asked for with the same query. What a form sent is not. Neither is what another site put there
 * for somebody who is signed in: beside what is theirs on a page that is compressed, its length would tell what it guessed (BREACH).
 */
function isAskedAgain({ method, headers, visit }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  const isOfOthers = site === 'cross-site' || site === 'same-site'
  return method === 'GET' && !(isOfOthers && visit.session !== null)
}

/** The kit's own texts in a language. */
export function kitWords(language: TravellerLanguage) {
  return WORDS[language]
}
