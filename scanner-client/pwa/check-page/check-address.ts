/** The e-visa in the address of the public check page: taken out of it at once, so that it stays in no one's bar. */

type Here = Pick<Location, 'hash' | 'origin' | 'pathname' | 'search'>

/**
 * The text of the QR code that led here, `''` where the address has none. What stands after a `#` is never sent; here it
 * leaves the address bar too, and what is shared or kept of the page afterwards holds no e-visa.
 */
export function takeFromAddress(here: Here, history: Pick<History, 'replaceState'>): string {
  const fragment = here.hash.replace(/^#/, '')
  if (fragment === '') return ''
  history.replaceState(null, '', `${here.pathname}${here.search}`)
  return `${here.origin}/Q#${fragment}`
}

const MOST_PASTED = 8192

/** What a person pasted - the address, the code's text or its digits, over several lines perhaps - as a scanner reads it. */
export function textPasted(pasted: string): string {
  return pasted.slice(0, MOST_PASTED).replaceAll(/\s+/g, '')
}
