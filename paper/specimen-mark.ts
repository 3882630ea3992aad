/** What a page of a demonstration bears: a banner in words, and the same word across the page, in each of its languages. */
import { COLOURS } from './colours.ts'
import { fitted, type Place } from './fitted.ts'
import type { Pen } from './page-pen.ts'

const BANNER = 13
const MARK_TILT_DEGREES = -32
// How far to the right each word has its middle.
const CENTRES = [0.36, 0.6, 0.5]

/** Draws the banner, which is read aloud too. Its height is always the same. */
export function specimenBanner(pen: Pen, text: string, { x, y, width }: Place): void {
  const style = { face: 'strong', size: 7.4, colour: COLOURS.white, align: 'center' } as const
  const inside = width - 8
  pen.decoration((page) => page.rect(x, y, width, BANNER).fill(COLOURS.specimen))
  pen.text('P', text, x + 4, y + 1.6, inside, fitted(pen, text, inside, style, 4.4))
}

export interface Room extends Place {
  readonly height: number
}

/**
 * Draws the words over all that is in the room, but for a place that is spared: a code must stay readable. They are outlined in
 * a dark colour, since a tint is lost on a printer without colours.
 */
export function specimenMark(pen: Pen, words: readonly string[], room: Room, spared: Room | null): void {
  const size = Math.min(room.width / 9, room.height / 7.5)
  pen.decoration((page) => {
    page.rect(room.x, room.y, room.width, room.height)
    if (spared !== null) page.rect(spared.x, spared.y, spared.width, spared.height)
    page.clip('even-odd')
    page
      .font('strong')
      .fontSize(size)
      .lineWidth(size / 60)
    page.strokeColor(COLOURS.specimen)
    for (const [at, word] of words.entries()) {
      const [middle, top] = [room.width * (CENTRES[at] ?? 0.5), room.y + (room.height * (2 * at + 1)) / 6 - size * 0.65]
      page.save().rotate(MARK_TILT_DEGREES, { origin: [room.x + middle, top + size * 0.65] })
      page.text(word, room.x + middle - room.width / 2, top, {
        ...{ width: room.width, align: 'center', stroke: true, characterSpacing: size / 12 },
      })
      page.restore()
    }
  })
}
