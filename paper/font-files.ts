/** Where the typefaces of what is printed lie on a disk. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Face, type Fonts, openFonts } from './fonts.ts'

const FILES: Readonly<Record<Face, string>> = {
  title: '@expo-google-fonts/ibm-plex-serif/600SemiBold/IBMPlexSerif_600SemiBold.ttf',
  text: '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf',
  strong: '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf',
  number: '@expo-google-fonts/ibm-plex-mono/600SemiBold/IBMPlexMono_600SemiBold.ttf',
}

const { resolve } = createRequire(import.meta.url)

export function fontFile(face: Face): string {
  return resolve(FILES[face])
}

export function fontsOnDisk(): Fonts {
  return openFonts((face) => readFileSync(fontFile(face)))
}
