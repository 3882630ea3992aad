import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { makeTd3Mrz } from '../../../../fixtures/make-mrz.ts'
import { bundleOf, chromiumFor, emptyPageServer, openPage } from '../../../browser/chromium.ts'
import { qrTextOf } from '../../../made.ts'
import { LAYOUTS, type LayoutName, type PressedKey, typedBy } from './keyboard-layouts.ts'

type WedgePage = typeof import('./keyboard-wedge.page.ts') & { stop: () => void }

const script = await bundleOf(join(import.meta.dirname, 'keyboard-wedge.page.ts'))
const EVISA = qrTextOf()
const PASS = 'M1LI/BO               EABC123 DELNQZKC 0104 326Y012A0025 100'
const MRZ = makeTd3Mrz({
  issuer: 'LKA',
  surname: 'PERERA',
  givenNames: 'NIMALI',
  number: 'N1234567',
  nationality: 'LKA',
  birthDate: '1990-03-04',
  sex: 'F',
  expires: '2031-08-22',
})

interface Reader {
  readonly page: Page
  /** Types as a reader of US keys does on a computer of this layout: so many ms between two keys. */
  scan(text: string, layout?: LayoutName, gap?: number): Promise<void>
  press(key: PressedKey & { readonly repeat?: boolean }, gap: number): Promise<void>
  heard(): Promise<readonly string[]>
  /** Types each character as its number, with Alt held. */
  scanByNumbers(text: string): Promise<void>
  /** Whether the page was told since the last time that something types which it cannot understand. */
  wasStrange(): Promise<boolean>
  /** What others on the page heard since the last time. */
  others(): Promise<readonly string[]>
}

async function readerOn(t: Test): Promise<Reader> {
  const page = await openPage(t, await chromiumFor(t), await emptyPageServer(t, script))
  await page.evaluate(() => {
    const { page } = globalThis as unknown as { page: WedgePage }
    ;(globalThis as unknown as { stop: () => void }).stop = page.start()
  })
  const devtools: CDPSession = await page.context().newCDPSession(page)
  let at = Date.now() / 1000
  // They are genuine events of the browser with times of their own: the reader is fast however slow this machine is.
  const send = ({ key, code, shiftKey, repeat = false }: PressedKey & { repeat?: boolean }, gap: number) => {
    at += gap / 1000
    const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined
    const event = { key, code, modifiers: shiftKey ? 8 : 0, timestamp: at, autoRepeat: repeat }
    return [
      devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...(text === undefined ? {} : { text }) }),
      devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event }),
    ]
  }
  const scan = async (text: string, layout: LayoutName = 'us', gap = 4) => {
    at += 3
    await Promise.all(typedBy(text, 'us', layout).flatMap((pressed) => send(pressed, gap)))
  }
  const scanByNumbers = async (text: string) => {
    at += 3
    const alt = (type: 'rawKeyDown' | 'keyUp', key: string, code: string) => {
      at += 0.02
      const modifiers = type === 'keyUp' && key === 'Alt' ? 0 : 1
      return devtools.send('Input.dispatchKeyEvent', { type, key, code, modifiers, timestamp: at })
    }
    const sent = [...text].flatMap((sign) => [
      alt('rawKeyDown', 'Alt', 'AltLeft'),
      ...[...String(sign.charCodeAt(0)).padStart(4, '0')].flatMap((digit) => [
        alt('rawKeyDown', digit, `Numpad${digit}`),
        alt('keyUp', digit, `Numpad${digit}`),
      ]),
      alt('keyUp', 'Alt', 'AltLeft'),
    ])
    await Promise.all(sent)
  }
  return {
    page,
    scan,
    scanByNumbers,
    wasStrange: () =>
      page.evaluate(() => (globalThis as unknown as { page: WedgePage }).page.strange.splice(0).length > 0),
    press: async (pressed, gap) => void (await Promise.all(send(pressed, gap))),
    heard: () => page.evaluate(() => (globalThis as unknown as { page: WedgePage }).page.heard.splice(0)),
    others: () => page.evaluate(() => (globalThis as unknown as { page: WedgePage }).page.pressed.splice(0)),
  }
}

t.test('an e-visa and a passport are heard anywhere on the page, under every layout', async (t) => {
  const { scan, heard } = await readerOn(t)
  for (const layout of Object.keys(LAYOUTS) as LayoutName[]) {
    await scan(`${EVISA}\n`, layout)
    await scan(`${MRZ}\n`, layout, 12)
    t.same(await heard(), [EVISA, MRZ], layout)
  }
})

t.test('a field that has the focus is as it was before, and the page was told', async (t) => {
  const { page, scan, heard } = await readerOn(t)
  await page.evaluate(() => {
    const area = document.getElementById('area') as HTMLTextAreaElement
    area.addEventListener('input', () => {
      area.title = area.value
    })
  })
  for (const [selector, value] of [
    ['#field', 'typed before'],
    ['#area', ''],
    ['#list', 'ala'],
  ] as const) {
    await page.focus(selector)
    // A list goes to what begins with the letter.
    await scan(selector === '#list' ? `N1234567${'<'.repeat(30)}\n` : `${EVISA}\n`)
    t.equal((await heard()).length, 1, selector)
    t.equal(await page.locator(selector).inputValue(), value, selector)
  }
  t.equal(await page.locator('#area').getAttribute('title'), '')
})

t.test('a button and a box that have the focus are not pressed', async (t) => {
  const { page, scan, heard, others } = await readerOn(t)
  for (const selector of ['#button', '#box']) {
    await page.focus(selector)
    await scan(`${PASS}\n\n`)
    t.same(await heard(), [PASS], selector)
  }
  const pressed = await others()
  t.notOk(pressed.includes('click'))
  t.notOk(pressed.includes('Enter'))
  t.equal(pressed.filter((key) => key.length === 1).length <= 22, true, 'others hear the first letters at most')
  t.equal(await page.locator('#box').isChecked(), false)
})

t.test('what a hand types, and a key that is held down, stay where they are', async (t) => {
  const { page, press, heard, others } = await readerOn(t)
  await page.fill('#area', '')
  await page.focus('#area')
  for (const pressed of typedBy('a passenger types', 'us', 'us')) await press(pressed, 90)
  const [held] = typedBy('x', 'us', 'us')
  if (held === undefined) throw new Error('a key was expected')
  await press(held, 500)
  for (let times = 0; times < 40; times++) await press({ ...held, repeat: true }, 30)
  t.equal(await page.locator('#area').inputValue(), `a passenger types${'x'.repeat(41)}`)
  await page.focus('#button')
  await press({ key: 'Enter', code: 'Enter', shiftKey: false, capsLock: false }, 600)
  t.ok((await others()).includes('click'), 'a hand presses buttons')
  t.same(await heard(), [])
})

t.test('a reader that ends with nothing is heard after a rest', async (t) => {
  const { page, scan, heard } = await readerOn(t)
  await scan(EVISA)
  t.same(await heard(), [])
  await page.evaluate(() => (globalThis as unknown as { page: WedgePage }).page.rest())
  t.same(await heard(), [EVISA])
})

t.test('a reader that types numbers with Alt held is heard', async (t) => {
  const { page, scanByNumbers, heard } = await readerOn(t)
  for (const selector of ['#button', '#field']) {
    await page.focus(selector)
    await scanByNumbers(`${PASS}\r`)
    t.same(await heard(), [PASS], selector)
  }
  t.equal(await page.locator('#field').inputValue(), 'typed before')
})

t.test('a reader that writes through an input method is heard, letter by letter or all at once', async (t) => {
  const { page, heard } = await readerOn(t)
  const devtools = await page.context().newCDPSession(page)
  const rest = () => page.evaluate(() => (globalThis as unknown as { page: WedgePage }).page.rest())
  await page.focus('#field')
  await devtools.send('Input.insertText', { text: EVISA })
  await rest()
  t.same(await heard(), [EVISA])
  t.equal(await page.locator('#field').inputValue(), 'typed before')
  // What is composed stands in the field until it is done.
  await devtools.send('Input.imeSetComposition', { text: EVISA.slice(0, 90), selectionStart: 90, selectionEnd: 90 })
  await devtools.send('Input.insertText', { text: EVISA })
  await rest()
  t.same(await heard(), [EVISA])
  t.equal(await page.locator('#field').inputValue(), 'typed before')
  await devtools.send('Input.insertText', { text: 'congratulations' })
  await rest()
  t.same(await heard(), [], 'a word that the method proposes is a person’s')
  t.match(await page.locator('#field').inputValue(), /congratulations/)
  await page.focus('#area')
  await devtools.send('Input.insertText', { text: EVISA })
  await rest()
  t.same(await heard(), [], 'a field for codes takes them itself')
})

t.test('what types where there is no field, and cannot be understood, is told', async (t) => {
  const { page, scan, press, heard, wasStrange } = await readerOn(t)
  const rest = () => page.evaluate(() => (globalThis as unknown as { page: WedgePage }).page.rest())
  await page.focus('#button')
  await scan(PASS.slice(0, 30), 'us', 300)
  await rest()
  t.same([await heard(), await wasStrange()], [[], true], 'too slow')
  await scan(`${EVISA}\n`)
  await rest()
  t.same([await heard(), await wasStrange()], [[EVISA], false])
  for (const pressed of typedBy('aaoo', 'us', 'us')) await press(pressed, 300)
  await rest()
  t.equal(await wasStrange(), false, 'a person presses keys that act')
  await page.focus('#area')
  await scan(PASS.slice(0, 30), 'us', 300)
  await rest()
  t.equal(await wasStrange(), false, 'in a field it is a person')
})

t.test('once it is ended nothing is heard any more', async (t) => {
  const { page, scan, heard } = await readerOn(t)
  await page.evaluate(() => (globalThis as unknown as WedgePage).stop())
  await page.focus('#area')
  await scan(`${EVISA}\n`)
  t.same(await heard(), [])
  t.equal(await page.locator('#area').inputValue(), `${EVISA}\n`)
})
