/** A day as three fields of a form, and as the one text that is kept of it: as it was typed, and as it is shown again. */

export interface DayFields {
  readonly day: string
  readonly month: string
  readonly year: string
}

/** The text of the fields `NAME-day`, `NAME-month`, `NAME-year`; empty where all are. A birth may know the year alone, or year and month. */
export function joinDay(values: Readonly<Record<string, string>>, name: string): string {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) => values[`${name}-${part}`]?.trim())
  if (day === '') return month === '' ? year : `${year}-${month}`
  return `${day} ${month} ${year}`
}

/** The three fields of a text that `joinDay` made, or of a day as `YYYY-MM-DD`. */
export function splitDay(text: string): DayFields {
  const [, year = '', month = '', day = ''] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text) ?? []
  if (year !== '') return { day, month, year }
  const [first = '', second = '', ...rest] = text.split(' ')
  return { day: first, month: second, year: rest.join(' ') }
}

/** The fields of a day under their names in the form. */
export function dayValues(name: string, text: string): Record<string, string> {
  return Object.fromEntries(Object.entries(splitDay(text)).map(([part, value]) => [`${name}-${part}`, value]))
}
