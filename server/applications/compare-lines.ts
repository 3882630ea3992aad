/** What was typed of a passport against the two lines at its foot, letter by letter: at the check-in desk it is the lines that count. */
import type { CivilDate } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import type { PassportReading } from '#evisa/mrz.ts'
import { compareBirthDates, birthDate as dayOfBirth, expiryDate } from '#evisa/mrz-dates.ts'
import { compareNames } from '#evisa/name-match.ts'
import type { Said } from './pages.ts'

type TypedPassport = Said<'passport'>

/** Each field that differs from the lines, and in which letter. None where no lines were typed. */
export function compareLines(typed: TypedPassport, today: CivilDate): readonly FieldFault[] {
  if (typed.mrz === null) return []
  const { reading } = typed.mrz
  const expires = expiryDate(reading.expires, today, typed.expires)
  return [
    ...plainFault('number', typed.number, reading.number),
    ...plainFault('issuer', typed.issuer, reading.issuer),
    ...plainFault('nationality', typed.nationality, reading.nationality),
    ...plainFault('sex', typed.sex, reading.sex),
    ...(expires === '' ? [] : plainFault('expires', typed.expires, expires)),
    ...birthFaults(typed.birth_date, reading.birthDate, today),
    ...nameFaults(typed, reading),
  ]
}

function plainFault(field: string, typed: string, read: string): FieldFault[] {
  return typed === read ? [] : [{ field, rule: 'passport-lines', message: tellDifference(typed, read) }]
}

/** Which letter differs first, in words. */
export function tellDifference(typed: string, read: string): string {
  let at = 0
  while (at < typed.length && typed[at] === read[at]) at += 1
  const [here, there] = [typed[at] ?? 'nothing more', read[at] ?? 'nothing more']
  return `is ${typed || 'empty'}, and the lines of the passport say ${read || 'nothing'}: at character ${at + 1} there is ${here} instead of ${there}`
}

function birthFaults(typed: string, read: string, today: CivilDate): FieldFault[] {
  return compareBirthDates(typed, read) === 'different' ? plainFault('birth_date', typed, dayOfBirth(read, today)) : []
}

/** Lines too short for a name cut it off: then it has to be what is left of the name, and otherwise the very same. */
function nameFaults({ surname, given_names }: TypedPassport, reading: PassportReading): FieldFault[] {
  const match = compareNames({ surname, givenNames: given_names }, reading)
  if (reading.nameTruncated && match === 'equal') return []
  return [
    ...plainFault('surname', surname, reading.surname),
    ...plainFault('given_names', given_names, reading.givenNames),
  ]
}
