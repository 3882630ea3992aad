/** An answer about eligibility as its page shows it: one sentence, then what follows from it. */

import { dayInWords } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { moneyText } from '#evisa/money.ts'
import type { paths } from '../../examples/client/evisa-api.d.ts'
import { purposeInWords } from '../../pages/purposes/purpose-in-words.ts'
import type * as texts from './strings/texts.ts'

export type Answer = paths['/v1/eligibility']['get']['responses'][200]['content']['application/json']
type Needed = Exclude<Answer, { kind: 'own-citizen' | 'visa-free' }>
type Evisa = Extract<Needed, { kind: 'e-visa' | 'by-air-only' }>

export interface AnswerView {
  readonly kind: Answer['kind']
  /** The answer itself. */
  readonly sentence: string
  readonly why: string | null
  /** Purposes that may be what is meant. */
  readonly serves: readonly { readonly purpose: string; readonly text: string }[]
  readonly facts: readonly { readonly name: string; readonly lines: readonly string[] }[]
  /** Whether an e-visa is to be asked for here. */
  readonly mayApply: boolean
  /** What is needed for a longer stay, where this one needs no visa. */
  readonly longer: AnswerView | null
}

interface In {
  readonly language: TravellerLanguage
  readonly words: typeof texts.en
}

export function answerView(answer: Answer, given: In): AnswerView {
  const { language, words } = given
  const { answers, because } = words.eligibility
  const plain = { why: null, serves: [], facts: [], mayApply: false, longer: null }
  const { kind } = answer
  if (kind === 'own-citizen') return { kind, sentence: answers[kind], ...plain }
  if (kind === 'visa-free') {
    const sentence = fillText(answers[kind], { days: answer.visa_free_days }, language)
    return { kind, sentence, ...plain, longer: answerView(answer.longer, given) }
  }
  const sentence = answers[kind]
  if (kind === 'embassy') {
    const why = fillText(because[answer.because], { days: answer.evisa_days ?? 0 }, language)
    return { kind, sentence, ...plain, why }
  }
  if (kind === 'not-for-this-purpose') {
    return {
      kind,
      sentence,
      ...plain,
      serves: answer.serves.map((purpose) => ({ purpose, text: purposeInWords(purpose, language) })),
    }
  }
  return { kind, sentence, ...plain, facts: factsOf(answer, given), mayApply: true }
}

function factsOf({ offer, others, invited_by, at_hand, times, passport, airports }: Evisa, { language, words }: In) {
  const { facts, hosts, atHand } = words.eligibility
  const say = (text: string, values: Record<string, string | number>) => fillText(text, values, language)
  const day = (of: string) => dayInWords(of, language)
  const price = ({ fee, entries }: Evisa['offer'], isFirst: boolean) => {
    const amount = moneyText({ minor: fee.amount_minor, currency: fee.currency }, language)
    const draft = fee.draft ? ` (${facts.draft})` : ''
    return isFirst ? `${amount}${draft}` : `${words.entries[entries]}: ${amount}${draft}`
  }
  const stay = offer.max_stay_days
  return [
    { name: facts.category, lines: [offer.category] },
    { name: facts.entries, lines: [words.entries[offer.entries]] },
    { name: facts.stay, lines: [stay === null ? facts.noLimit : say(facts.stayDays, { days: stay })] },
    { name: facts.fee, lines: [price(offer, true), ...others.map((other) => price(other, false))] },
    { name: facts.invitedBy, lines: invited_by.map((host) => hosts[host]) },
    {
      name: facts.times,
      lines: [
        say(facts.timesText, {
          invitation: times.invitation_business_days,
          heard: times.invitation_heard_days,
          review: times.review_business_days,
        }),
      ],
    },
    {
      name: facts.passport,
      lines: [
        say(facts.passportText, { months: passport.months_beyond_visa, until: day(passport.needed_until) }),
        ...(passport.is_enough === false ? [facts.passportShort] : []),
        ...(passport.is_enough !== false && passport.visa_at_most_until !== null
          ? [say(facts.passportLast, { day: day(passport.visa_at_most_until) })]
          : []),
      ],
    },
    { name: facts.airports, lines: [airports.map(({ name }) => name).join(' · ')] },
    { name: facts.atHand, lines: at_hand.map((thing) => atHand[thing]) },
  ]
}
