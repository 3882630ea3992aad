/** Where keys of people are made and used: the RP ID that they belong to, and the pages that may ask them. */

export interface KeyPlace {
  /** The RP ID (W3C, Web Authentication): a domain that console and scanner share, never an IP address. */
  readonly rpId: string
  /** Of the pages where keys are used: the console's, and the scanner's. What is signed at a booth is no sign-in at a desk. */
  readonly origins: readonly string[]
  /** The console's address, which is told to whoever has to sign, and the one origin where decisions are signed. */
  readonly consoleUrl: string
  /** Of a demonstration: whoever opens the page may be anybody in it. */
  readonly isDemonstration: boolean
}

/** What an authority is called where a key is made. */
export const RP_NAME = 'E-visas of the Republic of Kazakhstan'

/**
 * The place of these addresses. `rpId` null: the console's own domain. Throws `TypeError` with what is wrong: an address that is an IP
 * address, or a domain that an address does not lie in, would make keys that work nowhere.
 */
export function keyPlaceOf(
  consoleUrl: string,
  publicUrl: string | null,
  rpId: string | null,
  isDemonstration: boolean,
): KeyPlace {
  const { hostname: host, origin } = new URL(consoleUrl)
  if (origin !== consoleUrl)
    throw new TypeError(`${consoleUrl} is no address of a console, which has no path: ${origin}`)
  const id = rpId ?? host
  if (!/^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*)$/.test(id))
    throw new TypeError(`${id} is no domain: keys of people belong to a domain that console and scanner share`)
  if (!liesIn(host, id)) throw new TypeError(`the console at ${host} does not lie in ${id}`)
  const scanner = publicUrl === null ? [] : [new URL(publicUrl)].filter(({ hostname }) => liesIn(hostname, id))
  const origins = [...new Set([consoleUrl, ...scanner.map((url) => url.origin)])]
  return { rpId: id, origins, consoleUrl, isDemonstration }
}

function liesIn(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}
