/**
 * Part of `npm run screens`: every page of a traveller's way in every language, on a phone and on a wide screen, as contact sheets to look
 * at (`screens/portal-*.png`), and the first picture of the README.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { startTogether } from '../../start/start-together.ts'
import { startChromium } from './chromium.ts'
import { beginApplication, eVisaOf, fillForm, type Places, pay, peopleOf, until } from './portal-traveller.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const SHEETS = join(PROJECT, 'screens')
const PICTURES = join(PROJECT, 'docs/pictures')
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } } as const
const OPEN_PAGES = [
  'eligibility?citizenship=LKA&purpose=tourism&days=10&entry=air',
  'fees',
  'how-long',
  'status',
  'host',
]
const COLUMNS = 8
const SHOWN_IN_README = ['home', 'passport', 'pay', 'case-issued']

interface Shot {
  readonly name: string
  readonly png: Buffer
}

async function wayOf(places: Places, language: string, size: keyof typeof SIZES): Promise<readonly Shot[]> {
  const [person] = await until(async () => {
    const people = await peopleOf(places)
    return people.length > 0 ? people : null
  })
  if (person === undefined) throw new Error('nobody has an invitation')
  const context = await startChromium({ viewport: SIZES[size] })
  const page = await context.newPage()
  const shots: Shot[] = []
  const seen = async (name: string) => {
    shots.push({ name, png: await page.screenshot({ fullPage: true }) })
  }
  const traveller = {
    page,
    places,
    language,
    person,
    seen,
    email: `${language}-${size}-${Date.now()}@traveller.example`,
  }
  await beginApplication(traveller)
  await fillForm(traveller)
  await pay(traveller)
  await eVisaOf(traveller)
  for (const path of [...OPEN_PAGES, 'account']) {
    await page.goto(`${places.portal}/${language}/${path}`)
    await seen(path)
  }
  await context.close()
  return shots
}

/** Each as high as the highest of its row, and no higher than it can be looked at. */
async function sheet(
  shots: readonly Shot[],
  file: string,
  width: number,
  columns = COLUMNS,
  mostHigh = 900,
): Promise<void> {
  const tiles = await Promise.all(
    shots.map(async ({ png }) => {
      const { data, info } = await sharp(png).resize({ width }).toBuffer({ resolveWithObject: true })
      const height = Math.min(info.height, mostHigh)
      return { height, input: await sharp(data).extract({ left: 0, top: 0, width, height }).toBuffer() }
    }),
  )
  let top = 0
  const placed: { readonly input: Buffer; readonly left: number; readonly top: number }[] = []
  for (let at = 0; at < tiles.length; at += columns) {
    const row = tiles.slice(at, at + columns)
    for (const [place, { input }] of row.entries()) placed.push({ input, left: place * (width + 8), top })
    top += Math.max(...row.map(({ height }) => height)) + 8
  }
  const canvas = {
    width: Math.min(columns, tiles.length) * (width + 8),
    height: top,
    channels: 3 as const,
    background: '#777',
  }
  await sharp({ create: canvas }).composite(placed).png({ palette: true }).toFile(file)
  process.stdout.write(`${file}: ${shots.length} pages\n`)
}

const folder = await mkdtemp(join(tmpdir(), 'evisa-portal-screens-'))
await mkdir(SHEETS, { recursive: true })
const stopped = Promise.withResolvers<void>()
let said = ''
const over = startTogether({
  env: {
    ...process.env,
    EVISA_PORT: '0',
    EVISA_LOG_LEVEL: 'fatal',
    PORTAL_LOG_LEVEL: 'fatal',
    EVISA_DATA_DIR: join(folder, 'data'),
  },
  ...{ isDemonstration: true, stopped: stopped.promise, flags: [] },
  voices: {
    out: (text) => {
      said += text
    },
    err: (text) => void process.stderr.write(text),
  },
})
try {
  const addressOf = (name: string) =>
    until(async () => new RegExp(`^${name} at (http://\\S+)$`, 'm').exec(said)?.[1] ?? null, 60_000)
  const places: Places = {
    portal: await addressOf('portal'),
    demonstration: await addressOf('demonstration'),
    mailbox: await addressOf('test mailbox'),
  }
  for (const language of TRAVELLER_LANGUAGES) {
    for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) {
      const shots = await wayOf(places, language, size)
      await sheet(
        shots,
        join(SHEETS, `portal-${language}-${size}.png`),
        size === 'phone' ? 240 : 420,
        size === 'phone' ? COLUMNS : COLUMNS / 2,
      )
      const shown = shots.filter(({ name }) => SHOWN_IN_README.includes(name))
      if (language === 'en' && size === 'phone')
        await sheet(shown, join(PICTURES, 'portal.png'), 240, SHOWN_IN_README.length, 520)
    }
  }
} finally {
  stopped.resolve()
  await over
  await rm(folder, { recursive: true, force: true })
}
