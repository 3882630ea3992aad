/** The typefaces of what is printed, opened for drawing: IBM Plex, which has Latin, Cyrillic and the letters of Kazakh. */
import { create, type Font } from 'fontkit'

export const FACES = ['title', 'text', 'strong', 'number'] as const
export type Face = (typeof FACES)[number]
export type Fonts = Readonly<Record<Face, Font>>

/** Opens the fonts, which is done once: reading one takes longer than drawing a page. */
export function openFonts(bytesOf: (face: Face) => Uint8Array): Fonts {
  // Its types know the bytes of Node alone; it reads those of a browser as well.
  const open = (face: Face) => rememberingLayouts(create(bytesOf(face) as Buffer) as Font)
  return { title: open('title'), text: open('text'), strong: open('strong'), number: open('number') }
}

/** Whether a face has every letter of a text: one that it lacks would be printed as an empty box. */
export function canWrite(font: Font, text: string): boolean {
  return [...text].every((letter) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))
}

const MOST_WORDS = 20_000

/** Most words are the same on every page, and shaping them is most of the work. */
function rememberingLayouts(font: Font): Font {
  const shape = font.layout.bind(font)
  const known = new Map<string, ReturnType<typeof shape>>()
  font.layout = (text, ...more) => {
    if (more.some((option) => option !== undefined)) return shape(text, ...more)
    const run = known.get(text) ?? shape(text)
    if (known.size >= MOST_WORDS) known.clear()
    known.set(text, run)
    // Each caller gets a copy, since it scales the positions in place.
    const positions = run.positions.map((position) => ({ ...position }))
    return Object.create(run, { positions: { value: positions } })
  }
  return font
}
