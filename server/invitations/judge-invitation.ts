/** An invitation judged by the terms and the policy in force: each rule that it breaks, by its field, with what to do. */
import { addDays, type CivilDate, isCivilDate } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import type { PolicyInForce } from '#evisa/policy.ts'
import type { HostKind, PurposeRule, TermsEdition } from '#evisa/terms/terms-edition.ts'
import { FIRST_DAY, LAST_DAY } from '#evisa/visa-claims.ts'
import { faultIf, judgeCategory, judgeDays } from '../issuing/judge-visit.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'

export interface InvitationJudges {
  readonly edition: Pick<TermsEdition, 'purposes' | 'embassy_only' | 'times'>
  readonly policy: PolicyInForce
  readonly today: CivilDate
  /** Who invites; null for one that was given on paper, which was judged when it was given. */
  readonly hostKind: HostKind | null
}

/** Empty where it breaks none. */
export function judgeInvitation(content: InvitationContent, judges: InvitationJudges): readonly FieldFault[] {
  const unknown = unknownDays(content)
  // With a day that there is not nothing else can be judged.
  if (unknown.length > 0) return unknown
  const { today, policy, hostKind } = judges
  return [
    ...judgePurpose(content, judges),
    ...faultIf(content.birth_date > today, 'birth_date', 'not-future', 'is in the future'),
    ...(hostKind === null ? [] : judgeFirstDay(content, judges)),
    ...judgeDays(content, today),
    ...judgeCategory(content, policy, 'nationality'),
  ]
}

function unknownDays({ valid_from, valid_until, birth_date }: InvitationContent): readonly FieldFault[] {
  const days = [
    ['valid_from', valid_from],
    ['valid_until', valid_until],
    ...(birth_date.length === 10 ? [['birth_date', birth_date] as const] : []),
  ] as const
  return days.flatMap(([field, day]) => {
    if (!isCivilDate(day)) return faultIf(true, field, 'calendar', `${day} is not a day of the calendar`)
    const isPrintable = field === 'birth_date' || (day >= FIRST_DAY && day <= LAST_DAY)
    return faultIf(!isPrintable, field, 'printable', `${day} is not between ${FIRST_DAY} and ${LAST_DAY}`)
  })
}

function judgeFirstDay({ valid_from }: InvitationContent, { edition, today }: InvitationJudges): readonly FieldFault[] {
  const most = edition.times.invitation_earliest_days.value
  const last = addDays(today, most)
  return [
    ...faultIf(valid_from < today, 'valid_from', 'not-past', `is already past: today is ${today} in Kazakhstan`),
    ...faultIf(
      valid_from > last,
      'valid_from',
      'not-too-early',
      `is more than ${most} days ahead: it can be ${last} at the latest; ask again nearer to the visit`,
    ),
  ]
}

function judgePurpose(content: InvitationContent, { edition, hostKind }: InvitationJudges): readonly FieldFault[] {
  const { purpose, nationality } = content
  const rule = edition.purposes.find((one) => one.purpose === purpose)
  if (rule === undefined) {
    const online = edition.purposes.filter(({ ask }) => ask === 'online').map((one) => one.purpose)
    return faultIf(true, 'purpose', 'known-purpose', `takes one of ${online.join(', ')}`)
  }
  if (rule.ask !== 'online') return faultIf(true, 'purpose', 'asked-online', notOnline(rule))
  const isAtEmbassy = edition.embassy_only.some(
    ({ nationalities, purposes }) => nationalities.includes(nationality) && purposes.includes(purpose),
  )
  return [
    ...faultIf(
      isAtEmbassy,
      'nationality',
      'asked-online',
      `${nationality} asks for a visa for ${purpose} at an embassy of Kazakhstan, not here`,
    ),
    ...faultIf(
      !rule.categories.includes(content.category),
      'category',
      'category-of-purpose',
      `of ${purpose} is ${rule.categories.join(' or ')}`,
    ),
    ...faultIf(
      hostKind !== null && !rule.invited_by.includes(hostKind),
      'purpose',
      'invited-by',
      `${purpose}: who invites for it is ${rule.invited_by.join(' or ')}; this host is ${hostKind}`,
    ),
  ]
}

function notOnline(rule: Exclude<PurposeRule, { ask: 'online' }>): string {
  if (rule.ask === 'embassy') return `${rule.purpose} is asked for at an embassy of Kazakhstan, not here`
  const serves = rule.serves.length === 0 ? '' : `; perhaps ${rule.serves.join(' or ')} is meant`
  return `no visa is given for ${rule.purpose}${serves}`
}
