/** The typefaces of the printed e-visa: IBM Plex, which has Latin, Cyrillic and the letters of Kazakh. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'

const FILES = {
  title: '@expo-google-fonts/ibm-plex-serif/600SemiBold/IBMPlexSerif_600SemiBold.ttf',
  text: '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf',
  strong: '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf',
  number: '@expo-google-fonts/ibm-plex-mono/600SemiBold/IBMPlexMono_600SemiBold.ttf',
} as const
export type Face = keyof typeof FILES
export type DocumentFonts = Readonly<Record<Face, Font>>

export const FACES = Object.keys(FILES) as readonly Face[]

/** Opens the fonts, which is done once: reading one takes longer than drawing a page. */
export function openFonts(): DocumentFonts {
  const { resolve } = createRequire(import.meta.url)
  const open = (face: Face) => rememberingLayouts(create(readFileSync(resolve(FILES[face]))) as Font)
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
