/** What an area of pages says: the same texts in every language that travellers read. */
import type { TravellerLanguage } from '#evisa/language.ts'

export type Words<English> = Readonly<Record<TravellerLanguage, English>>
