/** Before an application: what to have at hand, what it costs and how long it takes, for everybody; and its beginning. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { shortTime } from '#evisa/day-in-words.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { moneyText } from '#evisa/money.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import { textsOf } from '../../pages/form.ts'
import { purposeInWords } from '../../pages/purposes/purpose-in-words.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Visit } from '../../pages/visit.ts'
import type { Area } from '../area.ts'
import { entriesInWords } from './invitation-view.ts'
import { formAddress, STEPS } from './steps.ts'
import { wordsIn } from './words.ts'

const APPLY = '/:language/apply'
const SHOWN_DRAFTS = 5
// The API has no more of one person.
const MOST_DRAFTS = 20

export const applyRoutes: FastifyPluginAsync<Area> = async (app, { terms }) => {
  app.get(APPLY, (request, reply) => show(request, reply, false))

  app.post(APPLY, async (request, reply) => {
    const to = await beginApplication(request.visit, textsOf(request.body))
    return to === null ? show(request, reply, true) : reply.redirect(to, 303)
  })

  async function show({ visit }: FastifyRequest, reply: FastifyReply, hasTooMany: boolean): Promise<FastifyReply> {
    const { language, api } = visit
    const words = wordsIn(language)
    const { edition } = await terms(api)
    const drafts = await draftsOf(visit)
    return reply.page({
      template: 'apply.njk',
      title: words.apply.title,
      words,
      status: hasTooMany ? 409 : 200,
      hasFaults: hasTooMany,
      view: {
        hasTooMany,
        seen: drafts.length,
        fees: feeRows(edition, language),
        days: edition.times.review_business_days.value,
        invitationDays: edition.times.invitation_business_days.value,
        drafts: drafts.slice(0, SHOWN_DRAFTS).map(({ reference, created_at }) => ({
          reference: formatVisaNumber(reference),
          href: formAddress(language, reference),
          begun: shortTime(created_at, language),
        })),
      },
    })
  }
}

/** Whether a form is the one that begins an application: nothing is typed in it. */
export function isBeginning(to: string): boolean {
  return /^\/[a-z]{2}\/apply$/.test(to)
}

/** Begins one for who is signed in; where it goes on. Null where they have as many as may be. Throws `SignInFirst` and `Refused`. */
export async function beginApplication(visit: Visit, fields: Readonly<Record<string, string>>): Promise<string | null> {
  const { language } = visit
  const seen = draftsIn(fields)
  const begun = await signedIn(visit).POST('/v1/applications', { body: { language, drafts_seen: seen } })
  if (refusalOf(begun, 409) === undefined) return formAddress(language, dataOf(begun).reference, STEPS[0])
  // Whoever pressed twice, or began elsewhere, is shown what there is.
  return (await draftsOf(visit)).length > seen ? `/${language}/apply` : null
}

/** How many drafts its form was shown with: whatever is no number has seen none. */
function draftsIn({ drafts = '' }: Readonly<Record<string, string>>): number {
  return /^\d{1,2}$/.test(drafts) ? Math.min(Number(drafts), MOST_DRAFTS) : 0
}

/** Of who is signed in, the newest first; none of whom nobody knows. */
async function draftsOf({ api, session }: Pick<Visit, 'api' | 'session'>) {
  if (session === null) return []
  const listed = await api.GET('/v1/applications')
  // The page is for everybody: a session that is over, or a host's, sees it like anybody else.
  if (refusalOf(listed, 401, 403) !== undefined) return []
  return dataOf(listed).applications.filter(({ state }) => state === 'draft')
}

/** What each purpose costs that is asked for here. What a nationality pays otherwise stands on the page of fees. */
export function feeRows({ purposes, fees }: Pick<TermsEdition, 'purposes' | 'fees'>, language: TravellerLanguage) {
  return purposes.flatMap((rule) => {
    if (rule.ask !== 'online') return []
    const own = fees.filter(
      ({ category, nationalities }) => rule.categories.includes(category) && nationalities === null,
    )
    return {
      purpose: purposeInWords(rule.purpose, language),
      fees: own.map(({ entries, amount_minor, currency }) => ({
        entries: entriesInWords(entries, language),
        fee: moneyText({ minor: amount_minor, currency }, language),
      })),
    }
  })
}
