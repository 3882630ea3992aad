/** The fonts of the printed e-visa, opened for drawing. */
import { readFileSync } from 'node:fs'
import { create, type Font } from 'fontkit'
import { type Face, fontFile } from './font-files.ts'

export type DocumentFonts = Readonly<Record<Face, Font>>

/** Opens the fonts, which is done once: reading one takes longer than drawing a page. */
export function openFonts(): DocumentFonts {
  const open = (face: Face) => rememberingLayouts(create(readFileSync(fontFile(face))) as Font)
  return { title: open('title'), text: open('text'), strong: open('strong'), number: open('number') }
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
