/** Lists of invitations as hosts send them. */

const HEADING =
  'Surname;Given names;Date of birth;Nationality;Passport;Purpose;Category;Entries;Valid from;Valid until;Stay days;E-mail'

/** A row, with cells by their place instead. */
export function listed(change: Readonly<Record<number, string>> = {}): string {
  const cells = ['Perera', 'Nimal', '04.05.1990', 'lka', 'n 1234567', 'Tourism', 'b12', '1', '01.12.2026', '20.12.2026']
  return Object.assign([...cells, '20', 'nimal@example.org'], change).join(';')
}

export const file = (...rows: readonly string[]) => Buffer.from(`${[HEADING, ...rows].join('\r\n')}\r\n`)

/** The same with a column for the number. */
export const paperFile = (...rows: readonly string[]) =>
  Buffer.from(`${[`${HEADING};Visa support number`, ...rows].join('\n')}\n`)
