/** Pages of words and of the terms' figures, open to all: fees, how long it takes, where one is, whom to write to, what is kept. */
import type { FastifyPluginAsync } from 'fastify'
import { dayInWords } from '#evisa/day-in-words.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { moneyText } from '#evisa/money.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { stateInWords } from '../../pages/states.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export const openRoutes: FastifyPluginAsync<Area> = async (app, { terms, publicUrl, today }) => {
  const views = {
    fees: ({ edition, language }: Shown) => ({
      fees: feesIn(edition, language),
      // A column that says the same in each row is none.
      hasOwn: edition.fees.some(({ nationalities }) => nationalities !== null),
    }),
    'how-long': ({ edition, language }: Shown) => timesIn(edition, language, today()),
    'official-address': ({ host }: Shown) => ({ address: publicUrl ?? host }),
    contact: () => ({}),
    accessibility: () => ({}),
    privacy: ({ edition }: Shown) => ({ kept: keptIn(edition) }),
  } as const
  for (const [name, view] of Object.entries(views)) {
    const page = name as keyof typeof views
    app.get(`/:language/${page}`, async ({ visit, protocol, host }, reply) => {
      const { language } = visit
      const { edition } = await terms(visit.openApi)
      const words = WORDS[language]
      return reply.page({
        template: `${page}.njk`,
        title: words[page].title,
        words: words[page],
        view: view({ edition, language, host: `${protocol}://${host}` }),
      })
    })
  }
}

interface Shown {
  readonly edition: TermsEdition
  readonly language: TravellerLanguage
  readonly host: string
}

/** The fees, by category and entries. */
function feesIn({ fees }: TermsEdition, language: TravellerLanguage) {
  const words = WORDS[language]
  return fees.map(({ category, entries, nationalities, amount_minor, currency, draft }) => ({
    category,
    entries: words.entries[entries],
    amount: moneyText({ minor: amount_minor, currency }, language),
    draft,
    whose: nationalities?.map((code) => stateInWords(code, language)).join(', ') ?? words.fees.all,
  }))
}

function timesIn({ times, work }: TermsEdition, language: TravellerLanguage, today: string) {
  const [first] = work.years.filter(({ year }) => String(year) === today.slice(0, 4))
  const holidays = first?.non_working.filter(({ day }) => day >= today) ?? []
  return {
    invitation: times.invitation_business_days.value,
    heard: times.invitation_heard_days.value,
    earliest: times.invitation_earliest_days.value,
    review: times.review_business_days.value,
    close: work.hours.until,
    draft: times.draft_days.value,
    unpaid: times.unpaid_days.value,
    answer: times.answer_days.value,
    holidays: holidays.map(({ day }) => dayInWords(day, language)),
  }
}

function keptIn({ retention_days }: TermsEdition) {
  return Object.entries(retention_days).map(([name, { value }]) => ({ name, days: value }))
}
