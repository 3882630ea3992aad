/** A case as its page shows it: what an officer has to see first, both sides, and what became of it. */
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'
import { decisionRow, edgeRow, messageRow, nameOf, otherRow, paymentRow } from './case-history.ts'
import type { Person, ShownCase } from './case-types.ts'
import { claimInWords, decides, findingInWords, inWords, isOfficersTurn } from './case-words.ts'
import { comparedRows, saidRows } from './compare-view.ts'
import { correctionView } from './correction-view.ts'

export function caseAddress({ language }: Pick<Visit, 'language'>, reference: string): string {
  return `/${language}/cases/${reference}`
}

export function caseView(shown: ShownCase, person: Person, visit: Visit) {
  const words = wordsOf(visit)
  const { reference, state, typed, due_at, visa_number, invitation, decisions } = shown
  const claim = claimInWords(shown.claim, person.name, visit)
  const time = (at: number | null) => (at === null ? '' : shortTime(at, visit.language))
  return {
    ...{ address: caseAddress(visit, reference), queue: `/${visit.language}/cases`, claim },
    ...{ reference: formatVisaNumber(reference), revision: shown.revision, state: inWords(words, 'states', state) },
    name: nameOf(typed?.holder ?? null, visit),
    due: isOfficersTurn(state) && due_at !== null ? time(due_at) : '',
    visa: visa_number === null ? '' : formatVisaNumber(visa_number),
    isFirst: isOwnFirst(shown, person),
    mayClaim: decides(person) && isOfficersTurn(state) && claim === null && !isOwnFirst(shown, person),
    warnings: warningsOf(shown, visit),
    flags: shown.flags.map((flag) => inWords(words, 'flags', flag)),
    isClean: typed !== null && shown.differences.length === 0,
    waiting: waitingDecision(shown, visit),
    notIssued: notIssued(shown, visit),
    duplicates: shown.duplicates.map((other) => otherRow(other, visit)),
    rows: comparedRows(shown, visit),
    said: typed === null ? [] : saidRows(typed, visit),
    isErased: typed === null,
    mrz: typed?.mrz ?? [],
    host: invitation?.host ?? null,
    invitation: invitation && {
      number: invitation.number,
      state: inWords(words, 'invitationStates', invitation.state),
    },
    pages: picturePages(shown, claim?.isOwn === true, visit),
    payments: shown.payments.map((payment) => paymentRow(payment, visit)),
    ofPassport: shown.of_passport.map((other) => otherRow(other, visit)),
    ofHost: shown.of_host.map((other) => otherRow(other, visit)),
    messages: shown.messages.map((message) => messageRow(message, visit)),
    decisions: decisions.map((decision) => decisionRow(decision, visit)),
    timeline: shown.timeline.map((edge) => edgeRow(edge, visit)),
    correction: correctionView(shown, person, visit),
  }
}

/** Whether whoever looks decided it first, so that somebody else goes on. */
function isOwnFirst({ state, decisions }: ShownCase, { name }: Pick<Person, 'name'>): boolean {
  return state === 'second-review' && decisions.at(-1)?.officer === name
}

/** What was decided first, and waits for a second officer. */
function waitingDecision({ state, decisions }: ShownCase, visit: Visit) {
  const last = decisions.at(-1)
  return state === 'second-review' && last !== undefined ? decisionRow(last, visit) : null
}

/** Why it came back from being issued; of a case that was decided anew since, nothing. */
function notIssued({ state, timeline, decisions }: ShownCase, visit: Visit): readonly string[] {
  const last = decisions.at(-1)
  const edges = timeline.filter(({ of }) => of === 'application')
  const isBack = state === 'review' && edges.findLast(({ edge }) => edge !== 'take-up')?.edge === 'not-issued'
  return isBack && last !== undefined ? decisionRow(last, visit).faults : []
}

function warningsOf({ lines, copy, differences, typed }: ShownCase, visit: Visit): readonly string[] {
  const { cases } = wordsOf(visit)
  const n = differences.length
  return [
    ...(n === 0 ? [] : [fillText(cases.differ, { n }, visit.language)]),
    ...(typed !== null && !lines.were_typed ? [cases.linesNotTyped] : []),
    ...(lines.were_typed && lines.number === null ? [cases.linesNotRead] : []),
    ...(copy?.findings ?? []).map((finding) => `${cases.copy}: ${findingInWords(finding, visit)}`),
  ]
}

/** The pages of the copy, for the officer who has the case; nobody has one that is decided. */
function picturePages({ reference, copy, state }: ShownCase, isOwn: boolean, visit: Visit) {
  const count = copy?.state === 'accepted' ? copy.pages : 0
  const numbers = Array.from({ length: count }, (_, at) => at + 1)
  return {
    count,
    mayShow: isOfficersTurn(state),
    shown: isOwn ? numbers.map((page) => `${caseAddress(visit, reference)}/copies/${page}.jpg`) : [],
  }
}
