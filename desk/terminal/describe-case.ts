/** A case as a terminal shows it: what differs first, then what was said, then what became of it. */
import { formatInstant } from '#evisa/civil-date.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type {
  CaseAnswer,
  DecisionAnswer,
  DifferenceAnswer,
  Holder,
  ListedCaseAnswer,
  OtherCaseAnswer,
  Typed,
} from './case-answers.ts'
import { plainText } from './plain-text.ts'

/** One line of the queue. */
export function describeListed(listed: ListedCaseAnswer): string {
  const { reference, state, due_at, overdue, claim, flags, holder, category } = listed
  const due = due_at === null ? 'no day promised' : `${overdue ? 'OVERDUE since' : 'due'} ${formatInstant(due_at)}`
  return plainText(
    [
      `${formatVisaNumber(reference)}  ${state}, ${due}`,
      `${nameOf(holder)}${category === null ? '' : `, ${category}`}`,
      ...(flags.length === 0 ? [] : [`LOOK: ${flags.join(', ')}`]),
      ...(claim === null ? [] : [`${claim.by} has it until ${formatInstant(claim.until)}`]),
    ].join('; '),
  )
}

export function describeCase(shown: CaseAnswer): string {
  const { reference, state, revision, due_at, claim, visa_number } = shown
  return [
    `${formatVisaNumber(reference)}  ${nameOf(shown.typed?.holder ?? null)}: ${state}, revision ${revision}`,
    `  ${due_at === null ? 'no day promised' : `due ${formatInstant(due_at)}`}; ${claimed(claim)}`,
    ...(visa_number === null ? [] : [`  e-visa ${formatVisaNumber(visa_number)}`]),
    ...warningsOf(shown),
    ...(shown.typed === null ? ['  what the application said was erased'] : linesOf(shown.typed)),
    ...besides(shown),
    ...history(shown),
  ]
    .map(plainText)
    .join('\n')
}

/** What an officer has to see before all else. */
function warningsOf({ differences, flags, decisions, duplicates, lines, copy, timeline, state }: CaseAnswer): string[] {
  const last = decisions.at(-1)
  const isBack = state === 'review' && timeline.at(-1)?.edge === 'not-issued'
  return [
    ...(differences.length === 0 ? ['  nothing differs from the invitation and the lines of the passport'] : []),
    ...differences.map(describeDifference),
    ...(lines.were_typed ? [] : ['  LOOK: the lines of the passport were not typed: read them off its copy']),
    ...(lines.were_typed && lines.number === null ? ['  LOOK: the lines that were typed are none of a passport'] : []),
    ...(flags.length === 0 ? [] : [`  LOOK: ${flags.join(', ')}`]),
    ...((copy?.findings.length ?? 0) === 0 ? [] : [`  LOOK: the copy: ${JSON.stringify(copy?.findings)}`]),
    ...duplicates.map((other) => `  LOOK: for the same days ${otherCase(other)}`),
    ...(state === 'second-review' && last !== undefined ? [`  WAITS FOR A SECOND OFFICER: ${decisionText(last)}`] : []),
    ...(isBack ? (last?.issue_fault ?? []).map((fault) => `  NOT ISSUED: ${fault.field} ${fault.message}`) : []),
  ]
}

/** Where both say the same once, and what differs in brackets: `PER[E]RA`. */
export function describeDifference({ field, against, match, runs }: DifferenceAnswer): string {
  const side = (of: 'typed' | 'found') =>
    runs.map((run) => (run.same ? run.typed : run[of] === '' ? '[]' : `[${run[of]}]`)).join('') || '[]'
  const judged = match === null ? '' : ` (by its spelling ${match})`
  return `  DIFFERS: ${field}: typed ${side('typed')}, ${against} ${side('found')}${judged}`
}

function linesOf({ holder, passport, mrz, background, ...more }: Typed): string[] {
  const said = Object.entries(background).flatMap(([name, is]) => (is === true ? [name] : is ? [`"${is}"`] : []))
  return [
    '  typed',
    `    ${holder.surname}, ${holder.given_names}; ${holder.sex}, born ${holder.birth_date}, ${holder.nationality}`,
    `    passport ${passport.issuer} ${passport.number} until ${passport.expires}`,
    ...(mrz ?? []).map((line) => `    ${line}`),
    `    ${more.purpose}, ${more.category}, entries ${more.entries}, ${more.valid_from} to ${more.valid_until}, ${more.stay_days} days`,
    `    enters ${more.expected_entry}, leaves ${more.expected_exit}; stays at ${more.place_of_stay}; ${more.phone}, ${more.email}`,
    ...(said.length === 0 ? [] : [`    background: ${said.join(', ')}`]),
  ]
}

function besides({ invitation, copy, payments, of_passport, of_host, terms }: CaseAnswer): string[] {
  const host = invitation?.host ?? null
  const { refusal, no_objection } = terms.two_officers
  const two = [...(no_objection ? ['no objection'] : []), ...(refusal ? ['a refusal'] : [])]
  return [
    invitation === null
      ? '  no invitation is known'
      : `  invitation ${invitation.number ?? ''}, ${invitation.state}, of ${host === null ? 'no host that is known' : `${host.name} (${host.kind}, ${host.number})`}`,
    `  copy of the passport: ${copy === null ? 'none' : `${copy.state}, ${copy.pages} pages`}`,
    ...payments.map(({ state, amount_minor, currency }) => `  payment ${amount_minor / 100} ${currency}: ${state}`),
    ...of_passport.map((other) => `  of this passport, too: ${otherCase(other)}`),
    ...of_host.slice(0, 5).map((other) => `  of this host, too: ${otherCase(other)}`),
    `  takes two officers: ${two.join(' and ') || 'nothing'}`,
  ]
}

function history({ messages, decisions, corrections, timeline }: CaseAnswer): string[] {
  return [
    ...messages.map(({ author, text, at }) => `  ${formatInstant(at)} ${author}: ${text}`),
    ...decisions.map((decision) => `  ${formatInstant(decision.at)} ${decisionText(decision)}`),
    ...corrections.flatMap(({ asked, decided_at, said }) => [
      `  correction asked for${decided_at === null ? ', OPEN' : ''}: ${JSON.stringify(asked)}`,
      ...(said === null ? [] : [saidText(said, decided_at === null)]),
    ]),
    ...timeline.map(({ of, edge, actor, at }) => `  ${formatInstant(at)} ${of} ${edge} by ${actor}`),
  ]
}

type Said = NonNullable<CaseAnswer['corrections'][number]['said']>

function saidText({ change, by, at }: Said, isOpen: boolean): string {
  const waits = isOpen ? '; WAITS for a second officer, who says the same by `correct`' : ''
  return `  ${formatInstant(at)} ${by} said it becomes ${JSON.stringify(change)}${waits}`
}

function decisionText({ officer, place, decision, rule, reason }: DecisionAnswer): string {
  return `${officer}, ${place}: ${decision}${rule === null ? '' : ` (${rule})`}${reason === '' ? '' : `: ${reason}`}`
}

function otherCase({
  reference,
  state,
  visa_number,
  holder,
  category,
  valid_from,
  valid_until,
}: OtherCaseAnswer): string {
  const days = valid_from === null ? '' : `, ${valid_from} to ${valid_until}`
  const visa = visa_number === null ? '' : `, e-visa ${formatVisaNumber(visa_number)}`
  return `${formatVisaNumber(reference)} ${state}: ${nameOf(holder)}, ${category ?? ''}${days}${visa}`
}

function claimed(claim: CaseAnswer['claim']): string {
  return claim === null ? 'nobody has it' : `${claim.by} has it until ${formatInstant(claim.until)}`
}

function nameOf(holder: Holder | null): string {
  return holder === null ? 'erased' : `${holder.surname} ${holder.given_names}`.trim()
}
