/** What the invitation of a draft says, as soon as its number and the passport that bears it are known. */
import { findState } from '#evisa/policy/known-states.ts'
import { refusalOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import type { OwnCase } from '../own-case.ts'
import { answersOn, answerText } from './draft.ts'

type LookedUp = Awaited<ReturnType<typeof lookUp>>
export type Invitation = NonNullable<LookedUp['data']>['content']

/** `unknown`: the number or the passport is not there yet, or nothing is looked up for some minutes. */
export type Found =
  | { readonly kind: 'found'; readonly content: Invitation }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }

interface Bearer {
  readonly number: string
  readonly passport: { readonly issuer: string; readonly number: string }
  readonly nationality: string
}

/** Who bears the invitation by what was typed; null while that is not all there. */
export function bearerOf(application: Pick<OwnCase, 'pages'>): Bearer | null {
  const passport = answersOn(application, 'passport')
  const number = answerText(answersOn(application, 'invitation'), 'visa_support_number').slice(0, MOST_CHARACTERS)
  const issuer = findState(answerText(passport, 'issuer'))
  const nationality = findState(answerText(passport, 'nationality'))
  const passportNumber = answerText(passport, 'number')
    .toUpperCase()
    .replace(/[\s/.\p{Pd}<]/gu, '')
  const isWhole = number !== '' && /^[A-Z0-9]{1,22}$/.test(passportNumber)
  if (!isWhole || issuer === null || nationality === null) return null
  return { number, passport: { issuer, number: passportNumber }, nationality }
}

export async function invitationOf(api: Api, application: Pick<OwnCase, 'pages'>): Promise<Found> {
  const bearer = bearerOf(application)
  if (bearer === null) return { kind: 'unknown' }
  const answer = await lookUp(api, bearer)
  const refused = refusalOf(answer, 400, 404, 429)
  if (refused !== undefined) return { kind: refused.status === 404 ? 'none' : 'unknown' }
  return answer.data === undefined ? { kind: 'unknown' } : { kind: 'found', content: answer.data.content }
}

const MOST_CHARACTERS = 64

const lookUp = (api: Api, body: Bearer) => api.POST('/v1/invitation-look-ups', { body })
