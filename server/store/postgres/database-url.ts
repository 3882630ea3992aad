/** The address of a database, without what nobody but the database may read. */

/** As it may be shown, and given to programs whose arguments anybody on the machine can list. */
export function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.password = ''
  return url.toString()
}

/** Empty where the address has none. */
export function passwordOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).password)
}
