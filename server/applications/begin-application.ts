/** Begins an application: a draft under a reference that nobody can guess. */
import type { TravellerLanguage } from '#evisa/language.ts'
import { ok, type Result } from '#evisa/result.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import type { ApplicationContext, Traveller } from './application-context.ts'

/** Of drafts that one account may have at a time: a family, and some that were begun twice. */
export const MAX_DRAFTS = 20

export async function beginApplication(
  language: TravellerLanguage,
  { account, actor }: Traveller,
  { store, now, randomBytes }: Pick<ApplicationContext, 'store' | 'now' | 'randomBytes'>,
): Promise<Result<string, 'too-many'>> {
  const reference = makeVisaNumber(randomBytes)
  const begun = await store.beginApplication({ reference, account }, language, MAX_DRAFTS, { actor, at: now() })
  return begun.ok ? ok(reference) : begun
}
