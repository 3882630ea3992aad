/** What an e-visa or an invitation is asked for, judged by the policy in force: category, days and nationality. */
import { type CivilDate, daysBetween } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import type { PolicyInForce } from '#evisa/policy.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'

/** Its days must be days of the calendar. */
export interface Visit extends Pick<VisaClaims, 'category' | 'entries' | 'valid_from' | 'valid_until' | 'stay_days'> {
  readonly nationality: string
}

/** The order of the days; empty where nothing is wrong. */
export function judgeDays({ valid_from, valid_until }: Visit, today: CivilDate): FieldFault[] {
  return [
    ...faultIf(valid_until < valid_from, 'valid_until', 'order', 'is before valid_from'),
    ...faultIf(valid_until < today, 'valid_until', 'not-past', 'is already past'),
  ]
}

/** What the category allows. `nationalityField`: what the field of the nationality is called. */
export function judgeCategory(visit: Visit, policy: PolicyInForce, nationalityField: string): FieldFault[] {
  const { category, entries, valid_from, valid_until, stay_days, nationality } = visit
  const rule = policy.categories.get(category)
  if (rule === undefined) {
    const message = `takes one of ${[...policy.categories.keys()].join(', ')}`
    return [{ field: 'category', rule: 'known-category', message }]
  }
  const { max_stay_days: maxStay, max_validity_days: maxValidity } = rule
  const days = daysBetween(valid_from, valid_until) + 1
  return [
    ...faultIf(
      !rule.entries.includes(entries),
      'entries',
      'category-entries',
      `${category} takes ${rule.entries.join(' or ')}`,
    ),
    ...faultIf(
      maxStay !== null && stay_days > maxStay,
      'stay_days',
      'category-stay',
      `${category} allows at most ${maxStay} days`,
    ),
    ...faultIf(stay_days > days, 'stay_days', 'stay-within-validity', `is longer than the ${days} days of validity`),
    ...faultIf(
      maxValidity !== null && days > maxValidity,
      'valid_until',
      'category-validity',
      `${category} is valid at most ${maxValidity} days; this is ${days}`,
    ),
    ...faultIf(
      !rule.eligible.has(nationality),
      nationalityField,
      'eligible-nationality',
      `${nationality} is not on the list of nationalities for ${category}`,
    ),
  ]
}

/** The fault of a field, where the rule is broken. */
export function faultIf(broken: boolean, field: string, rule: string, message: string): readonly FieldFault[] {
  return broken ? [{ field, rule, message }] : []
}
