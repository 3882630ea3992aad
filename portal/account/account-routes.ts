/** The account: what one has applied for, the language of letters, and where one is signed in. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { TRAVELLER_LANGUAGE_NAMES, TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { dataOf, done, refusalOf } from '../../pages/answers.ts'
import { type FieldError, formOf, isRedraw, REDRAWS, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import { kindOfPath } from '../sign-in/sign-in-first.ts'
import { ACCOUNT_PLACES, accountAddress, accountPage, ownAccount } from './account-address.ts'
import { caseRows, sessionRows } from './account-view.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

interface Listing {
  Querystring: { before?: string; saved?: string }
}

export const accountRoutes: FastifyPluginAsync<Area> = async (app) => {
  for (const place of ACCOUNT_PLACES) {
    app.get<Listing>(place, accountOf)
    app.get(`${place}/language`, async (request, reply) =>
      languagePage(request, reply, (await ownAccount(request)).language, []),
    )
    app.post(`${place}/language`, REDRAWS, setLanguage)
    app.get(`${place}/sessions`, sessionsPage)
    app.post(`${place}/sessions`, endSessions)
  }
}

async function accountOf(request: FastifyRequest<Listing>, reply: FastifyReply): Promise<FastifyReply> {
  const { visit, url, query } = request
  const { language } = visit
  const account = await ownAccount(request)
  // Whoever has an account of the other kind is led to it.
  if (account.kind !== kindOfPath(url)) return reply.redirect(accountAddress(language, account.kind), 303)
  const words = WORDS[language]
  return reply.page({
    template: 'account.njk',
    title: words.title,
    words,
    view: {
      address: accountPage(request),
      email: account.email,
      letters: TRAVELLER_LANGUAGE_NAMES[account.language],
      isSaved: query.saved !== undefined,
      isUndelivered: account.undelivered !== null,
      listed: account.kind === 'applicant' ? await listed(request) : null,
    },
  })
}

async function listed(request: FastifyRequest<Listing>) {
  const { before } = request.query
  const asked = { params: { query: before === undefined ? {} : { before } } }
  const { applications, next } = dataOf(await signedIn(request.visit).GET('/v1/applications', asked))
  return { applications: caseRows(applications, request.visit.language), next, isOlder: before !== undefined }
}

function languagePage(
  request: FastifyRequest,
  reply: FastifyReply,
  chosen: string,
  errors: readonly FieldError[],
): FastifyReply {
  const words = WORDS[request.visit.language]
  return reply.page({
    template: 'account-language.njk',
    title: words.language.title,
    words,
    hasFaults: errors.length > 0,
    status: errors.length > 0 ? 422 : 200,
    view: {
      address: accountPage(request),
      languages: TRAVELLER_LANGUAGES.map((value) => ({ value, text: TRAVELLER_LANGUAGE_NAMES[value] })),
      form: formOf({ language: chosen }, errors),
    },
  })
}

async function setLanguage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { language = '' } = textsOf(request.body)
  const chosen = TRAVELLER_LANGUAGES.find((one) => one === language)
  const api = signedIn(request.visit)
  if (isRedraw(request.body)) return languagePage(request, reply, language, [])
  if (chosen === undefined) {
    const { fault } = WORDS[request.visit.language].language
    return languagePage(request, reply, language, [{ field: 'language', text: fault }])
  }
  done(await api.PUT('/v1/account', { body: { language: chosen } }))
  return reply.redirect(`${accountPage(request)}?saved`, 303)
}

async function sessionsPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { language } = request.visit
  const words = WORDS[language]
  const { sessions } = dataOf(await signedIn(request.visit).GET('/v1/sessions'))
  return reply.page({
    template: 'account-sessions.njk',
    title: words.sessions.title,
    words,
    view: { address: accountPage(request), sessions: sessionRows(sessions, language) },
  })
}

/** Of one that is over already the page tells as of one that is ended now. */
async function endSessions(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { session = '' } = textsOf(request.body)
  const api = signedIn(request.visit)
  if (session === 'others') done(await api.DELETE('/v1/sessions/others'))
  else refusalOf(await api.DELETE('/v1/sessions/{id}', { params: { path: { id: session } } }), 404)
  return reply.redirect(accountPage(request, 'sessions'), 303)
}
