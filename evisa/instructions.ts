/** What a decision says to people: the word on the screen and the one-line instruction, in every language. */
import { formatInstant } from './civil-date.ts'
import type { Closeness } from './close-number.ts'
import { fillText } from './fill-text.ts'
import { type FlightOutcome, type FlightReason, isListReason, type ListReason } from './flight-reasons.ts'
import { eachLanguage, type Language, type Localized } from './language.ts'
import type { Outcome, Reason } from './reasons.ts'
import type { Audience } from './situation.ts'
import type { Warning, WarningCode } from './staleness.ts'
import * as texts from './strings/texts.ts'

const STRINGS: Readonly<Record<Language, Strings>> = texts

interface Strings {
  readonly word: Readonly<Record<Audience, Readonly<Record<Outcome, string>>>>
  readonly warning: Readonly<Record<WarningCode, string>>
  readonly about: Readonly<Record<Warning['about'], string>>
  readonly clear: Readonly<Record<Audience, string>>
  readonly done: {
    readonly word: Readonly<Record<Done, string>>
    readonly 'not-admitted': string
    readonly 'not-taken': string
    readonly basis: Readonly<Record<'online' | 'offline', string>>
    readonly review: string
    readonly because: Readonly<Partial<Record<string, string>>>
  }
  /** What the authority has to look at, by its kind. */
  readonly conflict: Readonly<Partial<Record<string, string>>>
  /** By reason, for a carrier and for the border; `exit` where leaving needs other words than entering. */
  readonly reason: Readonly<
    Record<Reason, { readonly carrier?: string; readonly border?: string; readonly exit?: string }>
  >
  readonly flight: {
    readonly word: string
    readonly reason: Readonly<Record<ListReason, string>>
    readonly close: Readonly<Record<Closeness, string>>
  }
}

/** What an officer did upon a decision, as it is recorded. */
export type Done = 'entry' | 'exit' | 'refusal' | 'referral'

const inEach = (of: (strings: Strings, language: Language) => string) =>
  eachLanguage((language) => of(STRINGS[language], language))

/** `OK TO BOARD`, `SECOND LINE`, ... */
export function wordFor(outcome: Outcome, audience: Audience): Localized {
  return inEach((strings) => strings.word[audience][outcome])
}

/**
 * The instruction for a reason, or for a clear verdict without one. A reason that a newer server names, and this device
 * does not know yet, is told by its code.
 */
export function instructionFor(reason: Reason | null, audience: Audience): Localized {
  return inEach((strings) => {
    if (reason === null) return strings.clear[audience]
    const { carrier, border, exit }: Partial<Strings['reason'][Reason]> = strings.reason[reason] ?? {}
    const own = audience === 'carrier' ? carrier : audience === 'exit' ? (exit ?? border) : border
    return own ?? carrier ?? border ?? reason
  })
}

/** What takes the place of the word once it was acted upon: `ADMITTED`, ... */
export function doneWordFor(done: Done): Localized {
  return inEach((strings) => strings.done.word[done])
}

/** The word where nobody was admitted after all, before that of the verdict which says why. */
export function notAdmitted(word: Localized): Localized {
  return inEach((strings, language) => strings.done['not-admitted'].replace('{word}', word[language]))
}

/** The instruction where the server did not take an admission, for what is no reason of the table. */
export function notTakenText(because: string): Localized {
  const why = becauseText(because)
  return inEach(({ done }, language) => done['not-taken'].replace('{because}', why[language]))
}

/** What takes the place of the instruction once it was followed: where the record is, and what the authority holds against it. */
export function keptTextFor(basis: 'online' | 'offline', because: string | null): Localized {
  const why = because === null ? null : becauseText(because)
  return inEach(({ done }, language) => {
    const kept = done.basis[basis]
    return why === null ? kept : `${kept} ${done.review.replace('{because}', why[language])}`
  })
}

/** Why a record does not simply count: a reason of the table or a fault of the record, in words; else as the server says it. */
export function becauseText(because: string): Localized {
  const rule = instructionFor(because as Reason, 'entry')
  return inEach(({ done }, language) => done.because[because] ?? rule[language])
}

/** The word for a passenger of a flight's list. */
export function flightWordFor(outcome: FlightOutcome): Localized {
  return outcome === 'not-applicable' ? inEach(({ flight }) => flight.word) : wordFor(outcome, 'carrier')
}

/** The instruction for a passenger of a list, with the facts that it names put in. */
export function flightInstructionFor(
  reason: FlightReason | null,
  facts: Readonly<Record<string, string | number>>,
): Localized {
  if (facts.close === 'zeros' || facts.close === 'letters') {
    const { close } = facts
    return inEach(({ flight }) => flight.close[close])
  }
  if (reason === null || !isListReason(reason)) return instructionFor(reason, 'carrier')
  return inEach(({ flight }, language) => fillText(flight.reason[reason], facts, language))
}

/** What the authority has to look at, in words; a kind that this program does not know yet is told by its name. */
export function conflictText(kind: string): Localized {
  return inEach(({ conflict }) => (Object.hasOwn(conflict, kind) ? conflict[kind] : undefined) ?? kind)
}

/** What a warning says, with the moment in Kazakhstan's time. */
export function warningText({ code, about, at }: Warning): Localized {
  const when = formatInstant(at).slice(0, 16).replace('T', ' ')
  return inEach((strings) => strings.warning[code].replace('{about}', strings.about[about]).replace('{at}', when))
}
