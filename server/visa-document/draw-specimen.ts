/** What an e-visa of a demonstration bears, in the languages of the document. */
import type { Place } from '../../paper/fitted.ts'
import type { Pen } from '../../paper/page-pen.ts'
import * as mark from '../../paper/specimen-mark.ts'
import { DOCUMENT_LANGUAGES, word } from './document-words.ts'

export function specimenBanner(pen: Pen, place: Place): void {
  const said = DOCUMENT_LANGUAGES.map(
    (language) => `${word(language, 'specimen')}: ${word(language, 'specimen/means')}`,
  )
  mark.specimenBanner(pen, said.join(' · '), place)
}

export function specimenMark(pen: Pen, room: mark.Room, spared: mark.Room): void {
  const words = DOCUMENT_LANGUAGES.map((language) => word(language, 'specimen'))
  mark.specimenMark(pen, words, room, spared)
}
