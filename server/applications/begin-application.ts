/** Begins an application: a draft under a reference that nobody can guess. */
import type { TravellerLanguage } from '#evisa/language.ts'
import { ok, type Result } from '#evisa/result.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import type { ApplicationContext, Traveller } from './application-context.ts'

/** Of drafts that one account may have at a time: a family, and some that were begun twice. */
export const MAX_DRAFTS = 20

/** `draftsSeen`: how many they knew of when they asked for one more; where there are more, as after two clicks, none is begun. */
export async function beginApplication(
  language: TravellerLanguage,
  { account, actor }: Traveller,
  { store, now, randomBytes }: Pick<ApplicationContext, 'store' | 'now' | 'randomBytes'>,
  draftsSeen: number = MAX_DRAFTS,
): Promise<Result<string, 'too-many'>> {
  const reference = makeVisaNumber(randomBytes)
  const most = Math.min(MAX_DRAFTS, draftsSeen + 1)
  const begun = await store.beginApplication({ reference, account }, language, most, { actor, at: now() })
  return begun.ok ? ok(reference) : begun
}
