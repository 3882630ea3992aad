/** A day of three fields of numbers, where a page only asks and keeps nothing. */
import { type CivilDate, isCivilDate } from '#evisa/civil-date.ts'

/** Empty where nothing was typed, undefined where what was typed is no day. */
export function dayOfThree(values: Readonly<Record<string, string>>, name: string): CivilDate | '' | undefined {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) => values[`${name}-${part}`] ?? '')
  if (`${day}${month}${year}` === '') return ''
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCivilDate(text) ? text : undefined
}
