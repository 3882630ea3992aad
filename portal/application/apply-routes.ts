/** Before an application: what to have at hand, what it costs and how long it takes, for everybody; and its beginning. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { shortTime } from '#evisa/day-in-words.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { moneyText } from '#evisa/money.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import { textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Visit } from '../../pages/visit.ts'
import type { Area } from '../area.ts'
import { purposeInWords } from '../purposes/purpose-in-words.ts'
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
    const { visit } = request
    const { language } = visit
    const api = signedIn(visit)
    const seen = draftsIn(textsOf(request.body))
    const begun = await api.POST('/v1/applications', { body: { language, drafts_seen: seen } })
    if (refusalOf(begun, 409) !== undefined) {
      // Whoever pressed twice, or began elsewhere, is shown what there is.
      const isMore = (await draftsOf(visit)).length > seen
      return isMore ? reply.redirect(`/${language}/apply`, 303) : show(request, reply, true)
    }
    return reply.redirect(formAddress(language, dataOf(begun).reference, STEPS[0]), 303)
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
