/** A proposal in words: what it does, of whom, whose it is and until when. Pure. */
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'

type Answered<P> = P extends Promise<{ data?: infer D }> ? NonNullable<D> : never
const asked = (api: Api) => api.GET('/v1/proposals/{id}', { params: { path: { id: '' } } })
export type Proposal = Answered<ReturnType<typeof asked>>
export type ProposedVisa = NonNullable<Proposal['visas']>[number]
export type Listed = Pick<
  Proposal,
  'id' | 'title' | 'reason' | 'state' | 'proposed_by' | 'proposed_at' | 'expires_at' | 'decided_by' | 'decided_at'
>

export function proposalRow(proposal: Listed, { language }: Pick<Visit, 'language'>) {
  const { id, state, reason, proposed_by, proposed_at, expires_at, decided_by, decided_at } = proposal
  const said = wordsOf({ language }).proposals
  const at = (time: number | null) => shortTime(time ?? proposed_at, language)
  return {
    ...{ id, reason, by: proposed_by, at: at(proposed_at), isOpen: state === 'open' },
    href: `/${language}/proposals/${encodeURIComponent(id)}`,
    what: titleInWords(proposal.title, { language }),
    state: said.states[state],
    until: state === 'open' ? fillText(said.until, { at: at(expires_at) }, language) : '',
    decided: decided_by === null ? null : { by: decided_by, at: at(decided_at) },
  }
}

/** What the server says in a few words of English; what is new to this program is told as it says it. */
function titleInWords(title: string, { language }: Pick<Visit, 'language'>): string {
  const { titles } = wordsOf({ language }).proposals
  const [, verb, count = '1'] = /^(Revoke|Suspend|Reinstate) (?:one e-visa|(\d+) e-visas)$/.exec(title) ?? []
  if (verb !== undefined) return fillText(titles[verb as 'Revoke'], { n: Number(count) }, language)
  const [, kind, day = ''] = /^(Policy|Terms) from (\S+)$/.exec(title) ?? []
  return kind === undefined ? title : fillText(titles[kind as 'Policy'], { day }, language)
}

export function visaRow(visa: ProposedVisa, visit: Pick<Visit, 'language'>) {
  const { proposals: said } = wordsOf(visit)
  const { visa_number, holder, passport, status, status_when_proposed: then, entries, entries_used } = visa
  return {
    number: formatVisaNumber(visa_number),
    holder: `${holder.surname} ${holder.given_names}`.trim(),
    passport: `${passport.issuer} ${passport.number}`,
    nationality: holder.nationality,
    entries: `${entries_used} / ${entries === 'multiple' ? said.multiple : entries}`,
    status: said.statuses[status],
    was: hasChanged(visa) && then !== null ? fillText(said.was, { status: said.statuses[then] }, visit.language) : '',
  }
}

/** Above a long table: of all its e-visas, not of one page. */
export function sumOf(visas: readonly ProposedVisa[], { language }: Pick<Visit, 'language'>): readonly string[] {
  const { sum } = wordsOf({ language }).proposals
  const used = visas.filter(({ entries_used }) => entries_used > 0).length
  const changed = visas.filter(hasChanged).length
  const counted = [
    [sum.all, visas.length],
    [sum.used, used],
    ...(changed > 0 ? ([[sum.changed, changed]] as const) : []),
  ] as const
  return counted.map(([text, n]) => fillText(text, { n }, language))
}

function hasChanged({ status, status_when_proposed: then }: ProposedVisa): boolean {
  return then !== null && then !== status
}
