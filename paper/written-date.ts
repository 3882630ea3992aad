/** Dates as they are printed. */

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** `22 NOV 2026`: no country reads it as another day. What a passport does not know is `XX`, as passports write it. */
export function writtenDate(date: string): string {
  const [year = '', month, day = 'XX'] = date.split('-')
  return `${day} ${month === undefined ? 'XXX' : (MONTHS[Number(month) - 1] ?? '')} ${year}`
}
