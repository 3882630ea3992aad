/** The page of a passport that nobody has, drawn as a picture to be sent: SPECIMEN stands across it, and its lines can be read. */
import { createRequire } from 'node:module'
import sharp, { type OverlayOptions } from 'sharp'
import { escapeHtml } from '../../platform/escape-html.ts'
import type { MadePerson } from './made-people.ts'

const fontOf = (file: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/${file}`)
const MONO = { font: 'IBM Plex Mono', fontfile: fontOf('ibm-plex-mono/500Medium/IBMPlexMono_500Medium.ttf') }
const BOLD = { font: 'IBM Plex Sans Bold', fontfile: fontOf('ibm-plex-sans/700Bold/IBMPlexSans_700Bold.ttf') }

const WIDTH = 1968
const HEIGHT = 1386
const INK = '#141c28'
const PALE = '#5a6a7d'
const RED = '#b0123f'

interface Text {
  readonly text: string
  readonly at: readonly [left: number, top: number]
  /** In dots an inch, at which the font's ten points are drawn. */
  readonly dpi: number
  readonly color?: string
  readonly face?: typeof MONO
}

/** As a scanner of 400 dots an inch sees it: 1968 by 1386, JPEG. */
export async function drawPassportPage(person: MadePerson): Promise<Buffer> {
  const texts = await Promise.all([...fieldsOf(person), ...linesOf(person)].map(drawn))
  const layers = [{ input: portrait(person), left: 90, top: 230 }, ...texts, await specimen()]
  return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#d8dfe8' } })
    .composite(layers)
    .jpeg({ quality: 88 })
    .toBuffer()
}

function fieldsOf(person: MadePerson): Text[] {
  const { issuer, surname, givenNames, nationality, sex, birthDate, expires, passport } = person
  const field = (label: string, value: string, left: number, top: number): Text[] => [
    { text: label, at: [left, top], dpi: 130, color: PALE },
    { text: value || '—', at: [left, top + 34], dpi: 250 },
  ]
  return [
    { text: `PASSPORT  ${issuer}`, at: [90, 90], dpi: 380, face: BOLD, color: '#1d4e73' },
    ...field('Passport No.', passport, 1400, 90),
    ...field('Surname', surname, 660, 250),
    ...field('Given names', givenNames, 660, 390),
    ...field('Nationality', nationality, 660, 530),
    ...field('Sex', sex, 1200, 530),
    ...field('Date of birth', birthDate, 660, 670),
    ...field('Date of expiry', expires, 1200, 670),
    ...field('Authority', 'A DEMONSTRATION: THIS PERSON DOES NOT EXIST', 660, 810),
  ]
}

/** Over the whole width, as they are printed. */
function linesOf({ mrz }: MadePerson): Text[] {
  return mrz.map((text, row) => ({ text, at: [70, 1130 + row * 110], dpi: 412 }))
}

async function drawn({ text, at: [left, top], dpi, color = INK, face = MONO }: Text): Promise<OverlayOptions> {
  const markup = `<span foreground="${color}">${escapeHtml(text)}</span>`
  const input = await sharp({ text: { text: markup, ...face, dpi, rgba: true } })
    .png()
    .toBuffer()
  return { input, left, top }
}

/** Across the page, and not over its lines. */
async function specimen(): Promise<OverlayOptions> {
  const text = `<span foreground="${RED}" alpha="34%">SPECIMEN</span>`
  const level = await sharp({ text: { text, ...BOLD, dpi: 1500, rgba: true } })
    .png()
    .toBuffer()
  const input = await sharp(level).rotate(-18, { background: '#0000' }).resize({ width: 1500 }).png().toBuffer()
  return { input, left: 330, top: 230 }
}

/** A head and shoulders, which are nobody's. */
function portrait({ passport }: MadePerson): Buffer {
  const hue = [...passport].reduce((sum, letter) => sum + letter.charCodeAt(0) * 37, 0) % 360
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="500" height="650">
    <rect width="500" height="650" fill="hsl(${hue} 24% 82%)"/><circle cx="250" cy="250" r="130" fill="hsl(${hue} 24% 46%)"/>
    <path d="M40 650c0-150 90-230 210-230s210 80 210 230z" fill="hsl(${hue} 30% 34%)"/></svg>`)
}
