/** Addresses of the portal's pages, as letters lead to them. */
import type { TravellerLanguage } from '#evisa/language.ts'

/**
 * A page of the portal in a language. `path`: without a slash at its beginning, such as `account`; it holds nothing of a person but
 * the reference of a case or a token that is used up.
 */
export function portalPage(portalUrl: string, language: TravellerLanguage, path: string): string {
  return `${portalUrl}/${language}/${path}`
}
