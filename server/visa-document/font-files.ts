/** Where the typefaces of the printed e-visa lie: IBM Plex, which has Latin, Cyrillic and the letters of Kazakh. */
import { createRequire } from 'node:module'

const FILES = {
  title: '@expo-google-fonts/ibm-plex-serif/600SemiBold/IBMPlexSerif_600SemiBold.ttf',
  text: '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf',
  strong: '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf',
  number: '@expo-google-fonts/ibm-plex-mono/600SemiBold/IBMPlexMono_600SemiBold.ttf',
} as const
export type Face = keyof typeof FILES

export const FACES = Object.keys(FILES) as readonly Face[]

const { resolve } = createRequire(import.meta.url)

export function fontFile(face: Face): string {
  return resolve(FILES[face])
}
