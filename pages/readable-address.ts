/** Addresses that cannot be read lead to the page that says that there is none, in the page's language: the router would answer by itself. */
import { languageOfPath } from './page-language.ts'

const NOWHERE = 'no-such-page'
/** No part of an address of ours is longer. */
export const MOST_LETTERS_OF_A_PART = 200

/** The address as it came, or one of no page in place of one such as `/fr/%zz`. */
export function readableAddress(url = '/'): string {
  const [path = '/'] = url.split('?')
  if (isReadable(path)) return url
  const language = languageOfPath(path)
  return language === null ? `/${NOWHERE}` : `/${language}/${NOWHERE}`
}

function isReadable(path: string): boolean {
  if (path.split('/').some((part) => part.length > MOST_LETTERS_OF_A_PART)) return false
  try {
    decodeURIComponent(path)
    return true
  } catch (error) {
    if (error instanceof URIError) return false
    throw error
  }
}
