/** Another e-mail address for the account: a code goes to the new one and one to the old one, and both are typed in the browser that asked. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { fillText } from '#evisa/fill-text.ts'
import { dataOf, type Refused, refusalOf } from '../../pages/answers.ts'
import { dropCookie, keepCookie } from '../../pages/browser-cookies.ts'
import { type FieldError, formOf, isRedraw, REDRAWS, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import { codeIn, UNDER_WAY_SECONDS, underWayIn, underWayText } from '../sign-in/under-way.ts'
import { ACCOUNT_PLACES, accountPage, ownAccount } from './account-address.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

type CodeFault = keyof typeof texts.en.code.faults

interface CodeShown {
  readonly email?: string
  readonly code?: string
  readonly ownCode?: string
  readonly fault?: CodeFault | null
}

export const addressRoutes: FastifyPluginAsync<Area> = async (app, { cookies, mailboxUrl }) => {
  for (const place of ACCOUNT_PLACES) {
    app.get(`${place}/address`, async (request, reply) => addressPage(request, reply, '', false))
    app.post(`${place}/address`, REDRAWS, ask)
    app.get(`${place}/address/code`, async (request, reply) => codePage(request, reply, {}))
    app.post(`${place}/address/code`, REDRAWS, finish)
  }

  async function ask(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { email = '' } = textsOf(request.body)
    if (isRedraw(request.body)) return addressPage(request, reply, email, false)
    const asked = await signedIn(request.visit).POST('/v1/account/address-changes', { body: { email } })
    if (refusalOf(asked, 400, 422) !== undefined) return addressPage(request, reply, email, true)
    keepCookie(reply, cookies.signIn, underWayText(dataOf(asked)), UNDER_WAY_SECONDS)
    return codePage(request, reply, { email })
  }

  async function finish(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { code = '', own_code: ownCode = '', email = '' } = textsOf(request.body)
    if (isRedraw(request.body)) return codePage(request, reply, { email, code, ownCode })
    const api = signedIn(request.visit)
    const under = underWayIn(request.cookies[cookies.signIn])
    const [digits, ownDigits] = [codeIn(code), codeIn(ownCode)]
    if (digits === null || ownDigits === null)
      return codePage(request, reply, { email, code, ownCode, fault: 'digits' })
    if (under === null) return codePage(request, reply, { email, fault: 'over' })
    const changed = await api.POST('/v1/account/address-changes/{id}/code', {
      params: { path: { id: under.id } },
      body: { browser: under.browser, code: digits, own_code: ownDigits },
    })
    const refused = refusalOf(changed, 400, 404, 409)
    // Both come back: the one that was right is not typed again.
    if (refused !== undefined) return codePage(request, reply, { email, code, ownCode, fault: faultOfCode(refused) })
    dropCookie(reply, cookies.signIn)
    return reply.redirect(`${accountPage(request)}?saved`, 303)
  }

  async function addressPage(
    request: FastifyRequest,
    reply: FastifyReply,
    email: string,
    isFaulty: boolean,
  ): Promise<FastifyReply> {
    const words = WORDS[request.visit.language]
    const account = await ownAccount(request)
    return reply.page({
      template: 'account-address.njk',
      title: words.address.title,
      words,
      hasFaults: isFaulty,
      status: isFaulty ? 422 : 200,
      view: {
        ...{ address: accountPage(request), now: account.email },
        form: formOf({ email }, isFaulty ? [{ field: 'email', text: words.address.fault }] : []),
      },
    })
  }

  async function codePage(
    request: FastifyRequest,
    reply: FastifyReply,
    { email = '', code = '', ownCode = '', fault = null }: CodeShown,
  ): Promise<FastifyReply> {
    const { language } = request.visit
    const words = WORDS[language]
    const own = (await ownAccount(request)).email
    return reply.page({
      template: 'account-code.njk',
      title: words.code.title,
      words,
      hasFaults: fault !== null,
      status: fault === null ? 200 : 422,
      view: {
        ...{ address: accountPage(request), email, mailboxUrl },
        // An address is read from the left, also among words that are not.
        ownLabel: fillText(words.code.own, { email: `\u2066${own}\u2069` }, language),
        form: formOf({ code, own_code: ownCode }, fault === null ? [] : faultsOfCodes(fault, { code, ownCode }, words)),
      },
    })
  }
}

/** Beside the code that has it. */
function faultsOfCodes(
  fault: CodeFault,
  { code, ownCode }: Required<Pick<CodeShown, 'code' | 'ownCode'>>,
  words: typeof texts.en,
): readonly FieldError[] {
  const text = words.code.faults[fault]
  if (fault === 'wrongOwn') return [{ field: 'own_code', text }]
  if (fault !== 'digits') return [{ field: 'code', text }]
  const typed = { own_code: ownCode, code }
  return (['own_code', 'code'] as const)
    .filter((field) => codeIn(typed[field]) === null)
    .map((field) => ({ field, text }))
}

function faultOfCode({ status, problem }: Refused): CodeFault {
  const rules = (problem.errors ?? []).map(({ rule }) => rule)
  if (rules.includes('wrong')) return problem.errors?.some(({ field }) => field === 'own_code') ? 'wrongOwn' : 'wrong'
  // A conflict that is not the code's: another account has the address.
  return status === 409 && rules.length === 0 ? 'taken' : 'over'
}
