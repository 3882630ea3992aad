/** Pages of passports that nobody has, drawn for the tests: text in the places of a passport's, so that there is something to be sharp. */
import { createRequire } from 'node:module'
import sharp, { type Sharp } from 'sharp'

const FONT = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/ibm-plex-mono/500Medium/IBMPlexMono_500Medium.ttf',
)

/** A line of text as grey on white. */
async function lineOf(text: string, height: number): Promise<{ readonly input: Buffer; readonly blend: 'multiply' }> {
  const drawn = { text: { text, font: 'IBM Plex Mono', fontfile: FONT, dpi: Math.round(height * 5.6), rgba: false } }
  return { input: await sharp(drawn).negate().png().toBuffer(), blend: 'multiply' }
}

const MRZ = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'].map(
  (line) => line.replaceAll('<', '&lt;'),
)
const FIELDS = [
  'UTOPIA  PASSPORT',
  'ERIKSSON',
  'ANNA MARIA',
  'UTOPIAN   12 AUG 1974',
  'ZENITH   F',
  '15 APR 2012  L898902C3',
]

let whole: Promise<Buffer> | null = null

/** The page of a passport as a scanner of 400 dots an inch sees it: 1968 by 1386, PNG. */
export function passportPage(): Promise<Buffer> {
  whole ??= drawPage()
  return whole
}

async function drawPage(): Promise<Buffer> {
  const lines = await Promise.all([
    ...FIELDS.map(async (text, at) => ({ ...(await lineOf(text, 44)), left: 700, top: 120 + at * 130 })),
    ...MRZ.map(async (text, at) => ({ ...(await lineOf(text, 76)), left: 60, top: 1100 + at * 130 })),
  ])
  const face = sharp({
    create: {
      width: 500,
      height: 650,
      channels: 3,
      background: '#b08c78',
      noise: { type: 'gaussian', mean: 128, sigma: 25 },
    },
  })
  return sharp({ create: { width: 1968, height: 1386, channels: 3, background: '#d8dfe8' } })
    .composite([{ input: await face.png().toBuffer(), left: 80, top: 150 }, ...lines])
    .png()
    .toBuffer()
}

/** The page on a table, as a phone sees it: 2400 by 1800. */
export async function onTable(table = '#6b5a48'): Promise<Sharp> {
  return sharp({ create: { width: 2400, height: 1800, channels: 3, background: table } }).composite([
    { input: await passportPage(), left: 200, top: 200 },
  ])
}

/** As a photograph that is taken anew: whatever was done to it is done, and the next thing comes after it. */
export async function taken(picture: Sharp): Promise<Sharp> {
  return sharp(await picture.png({ compressionLevel: 1 }).toBuffer())
}

export type Trouble =
  | 'dark'
  | 'bright'
  | 'glare'
  | 'blurred'
  | 'hardly blurred'
  | 'grainy'
  | 'small'
  | 'strip'
  | 'black'
  | 'white'

const TROUBLES: Readonly<Record<Trouble, (picture: Sharp) => Promise<Sharp> | Sharp>> = {
  dark: (picture) => picture.linear(0.18, 0),
  bright: (picture) => picture.linear(0.15, 216),
  glare: async (picture) => picture.composite([{ input: await lamp(), left: 1000, top: 500, blend: 'screen' }]),
  blurred: (picture) => picture.blur(9),
  'hardly blurred': (picture) => picture.blur(1.2),
  grainy: async (picture) => picture.composite([{ input: await grain(), blend: 'overlay' }]),
  small: (picture) => picture.resize(200, 100, { fit: 'fill' }),
  strip: (picture) => picture.extract({ left: 0, top: 1250, width: 2400, height: 420 }),
  black: (picture) => picture.linear(0, 3),
  white: (picture) => picture.linear(0, 255),
}

/** A photograph of the page with one thing wrong. */
export async function photographWith(trouble: Trouble): Promise<Sharp> {
  return TROUBLES[trouble](await taken(await onTable()))
}

function lamp(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="700" height="700"><defs><radialGradient id="g">
    <stop offset="0.5" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>
    <circle cx="350" cy="350" r="350" fill="url(#g)"/></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

function grain(): Promise<Buffer> {
  return sharp({
    create: {
      width: 2400,
      height: 1800,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .png()
    .toBuffer()
}
