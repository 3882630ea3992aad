/** An invitation as its host's page shows it. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { dayInWords, shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { TRAVELLER_LANGUAGE_NAMES, type TravellerLanguage } from '#evisa/language.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { stateInWords } from '../../pages/states.ts'
import { hostWords } from './host-words.ts'
import { QUESTION_MARK } from './invitation-faults.ts'
import { edgeInWords, type HostAct, STANDINGS, type Standing, standingOf, untilOf } from './invitation-standing.ts'
import { type InvitedContent, invitationAddress, type ListedInvitation, type OwnInvitation } from './own-hosts.ts'
import { visaInWords } from './visa-choices.ts'

/** Surname and given names as the passport has them. */
export function travellerName({ surname, given_names }: Pick<InvitedContent, 'surname' | 'given_names'>): string {
  return given_names === '' ? surname : `${surname}, ${given_names}`
}

export interface ListedView extends Standing {
  readonly href: string
  /** Empty where it was erased. */
  readonly who: string
  readonly reference: string
  readonly host: string
  readonly days: string
}

export function listedView(one: ListedInvitation, language: TravellerLanguage): ListedView {
  return {
    ...standingOf(one, language),
    href: invitationAddress(language, one.invitation),
    who: one.content === null ? '' : travellerName(one.content),
    reference: formatVisaNumber(one.invitation),
    host: one.host_name ?? '',
    days: one.content === null ? '' : daysOf(one.content, language),
  }
}

export interface Fact {
  /** The field of the form that it came from: faults lead there. */
  readonly field: string
  readonly label: string
  readonly text: string
  /** Whether it is read letter by letter. */
  readonly isCode?: boolean
}

export function factsOf(content: InvitedContent, hostName: string, language: TravellerLanguage): readonly Fact[] {
  const { fields, one, form } = hostWords(language)
  const { passport, birth_date, stay_days } = content
  const fact = (field: keyof typeof fields, text: string, isCode = false): Fact => ({
    ...{ field, label: fields[field].label.replace(QUESTION_MARK, ''), text, isCode },
  })
  const birth = birth_date.length === 10 ? dayInWords(birth_date, language) : birth_date
  return [
    { field: 'host', label: form.host, text: hostName },
    { field: 'visa', label: fields.purpose.label, text: visaInWords(content, language, hostWords(language)) },
    fact('surname', content.surname, true),
    fact('given_names', content.given_names || '–', true),
    fact('birth_date', birth),
    fact('nationality', stateInWords(content.nationality, language)),
    fact('passport_number', passport.number, true),
    fact('passport_issuer', stateInWords(passport.issuer, language)),
    { field: 'valid_from', label: one.datesLabel, text: daysOf(content, language) },
    { field: 'stay_days', label: one.stayLabel, text: fillText(one.stay, { days: stay_days }, language) },
    fact('email', content.email, true),
    fact('language', TRAVELLER_LANGUAGE_NAMES[content.language]),
  ]
}

function daysOf({ valid_from, valid_until }: InvitedContent, language: TravellerLanguage): string {
  const days = { from: dayInWords(valid_from, language), until: dayInWords(valid_until, language) }
  return fillText(hostWords(language).one.dates, days, language)
}

/** What the officer asked and nobody answered. */
export function openQuestion({ state, messages }: Pick<OwnInvitation, 'state' | 'messages'>): string | null {
  if (state !== 'information-asked') return null
  return messages.findLast(({ author }) => author === 'officer')?.text ?? null
}

export interface InvitationView {
  readonly address: string
  readonly reference: string
  readonly who: string
  readonly standing: Standing
  readonly until: string | null
  readonly question: string | null
  readonly reason: string
  readonly number: string | null
  readonly acts: readonly HostAct[]
  readonly isReported: boolean
  readonly facts: readonly Fact[]
  readonly messages: readonly { readonly author: 'host' | 'officer'; readonly text: string; readonly at: string }[]
  readonly timeline: readonly { readonly text: string; readonly at: string }[]
}

interface Given {
  readonly edition: TermsEdition
  readonly now: EpochSeconds
  readonly language: TravellerLanguage
}

export function invitationView(one: OwnInvitation, { edition, now, language }: Given): InvitationView {
  const { content } = one
  // Of what was erased nothing can be asked for again.
  const acts = STANDINGS[one.state].acts.filter((act) => content !== null || act === 'arrival')
  return {
    address: invitationAddress(language, one.invitation),
    reference: formatVisaNumber(one.invitation),
    who: content === null ? '' : travellerName(content),
    standing: standingOf(one, language),
    until: untilOf(one, edition, now, language),
    question: openQuestion(one),
    reason: one.reason,
    number: one.number,
    acts,
    isReported: one.arrived_on !== null,
    facts: content === null ? [] : factsOf(content, one.host_name ?? '', language),
    messages: one.messages.map(({ author, text, at }) => ({ author, text, at: shortTime(at, language) })),
    timeline: one.timeline.map(({ edge, at }) => ({ text: edgeInWords(edge, language), at: shortTime(at, language) })),
  }
}
