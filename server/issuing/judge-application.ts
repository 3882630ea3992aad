/** An application judged by the policy in force: each rule that it breaks, by its field, with what to do. */
import { addMonths, civilDateAt, type EpochSeconds, isCivilDate } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import type { PolicyInForce } from '#evisa/policy.ts'
import { FIRST_DAY, LAST_DAY } from '#evisa/visa-claims.ts'
import { judgeCategory, judgeDays } from './judge-visit.ts'
import type { VisaApplication } from './read-application.ts'

/** Empty where it breaks none. */
export function judgeApplication(application: VisaApplication, policy: PolicyInForce, now: EpochSeconds): FieldFault[] {
  const { valid_from, valid_until, holder, passport } = application
  const faults: FieldFault[] = []
  const add = (broken: boolean, field: string, rule: string, message: string) => {
    if (broken) faults.push({ field, rule, message })
  }
  for (const [field, day] of [
    ['valid_from', valid_from],
    ['valid_until', valid_until],
    ['passport.expires', passport.expires],
    ...(holder.birth_date.length === 10 ? [['holder.birth_date', holder.birth_date] as const] : []),
  ] as const)
    add(!isCivilDate(day), field, 'calendar', `${day} is not a day of the calendar`)
  for (const [field, day] of [
    ['valid_from', valid_from],
    ['valid_until', valid_until],
    ['passport.expires', passport.expires],
  ] as const)
    add(
      isCivilDate(day) && (day < FIRST_DAY || day > LAST_DAY),
      field,
      'printable',
      `${day} is not between ${FIRST_DAY} and ${LAST_DAY}: the code holds no other day. Of a passport without an end write the last one`,
    )
  // With a day that there is not nothing else can be judged.
  if (faults.length > 0) return faults
  const today = civilDateAt(now)
  const visit = { ...application, nationality: holder.nationality }
  faults.push(...judgeDays(visit, today))
  add(holder.birth_date > today, 'holder.birth_date', 'not-future', 'is in the future')
  const hasRunOut = passport.expires < today
  add(hasRunOut, 'passport.expires', 'passport-valid', 'this passport has run out: a new one is needed')
  const months = policy.passport_months_beyond_visa
  const mustLast = addMonths(valid_until, months)
  add(
    !hasRunOut && passport.expires < mustLast,
    'passport.expires',
    'passport-outlasts-visa',
    `the passport must be valid at least ${months} months beyond the visa, until ${mustLast}`,
  )
  return [...faults, ...judgeCategory(visit, policy, 'holder.nationality')]
}
