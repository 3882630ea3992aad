/** Whether a correction makes an e-visa another person's or another passport's, or only mends how one is written. Pure. */
import type { VisaClaims } from '#evisa/visa-claims.ts'

export type Bearer = Pick<VisaClaims, 'holder' | 'passport'>

/** `decided`: who the case was decided for, so that small steps do not add up to another name; null once it was erased. */
export function changesPerson(from: Bearer, to: Bearer, decided: Pick<Bearer, 'holder'> | null): boolean {
  return (
    from.passport.number !== to.passport.number ||
    from.passport.issuer !== to.passport.issuer ||
    from.holder.nationality !== to.holder.nationality ||
    from.holder.birth_date !== to.holder.birth_date ||
    isAnotherName(from.holder, to.holder) ||
    isAnotherName((decided ?? from).holder, to.holder)
  )
}

type Name = Pick<VisaClaims['holder'], 'surname' | 'given_names'>

/** Nothing stayed of it; an empty given name is none that stays. */
function isAnotherName(from: Name, to: Name): boolean {
  const keepsGiven = from.given_names !== '' && from.given_names === to.given_names
  return from.surname !== to.surname && !keepsGiven
}
