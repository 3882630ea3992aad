/** Addresses that cannot be decoded lead to the page that says that there is none, in the page's language: the router would answer by itself. */
import { languageOfPath } from './page-language.ts'

const NOWHERE = 'no-such-page'

/** The address as it came, or one of no page in place of one such as `/fr/%zz`. */
export function readableAddress(url = '/'): string {
  const [path = '/'] = url.split('?')
  try {
    decodeURIComponent(path)
    return url
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    const language = languageOfPath(path)
    return language === null ? `/${NOWHERE}` : `/${language}/${NOWHERE}`
  }
}
