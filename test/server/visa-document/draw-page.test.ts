import t, { type Test } from 'tap'
import { LONGEST_AIRPORT, MOST_AIRPORTS } from '../../../evisa/policy/check-policy.ts'
import { fontsOnDisk } from '../../../paper/font-files.ts'
import { A4 } from '../../../paper/make-pdf.ts'
import type { Pen } from '../../../paper/page-pen.ts'
import { drawPage } from '../../../server/visa-document/draw-page.ts'
import { renderPdf } from '../../../server/visa-document/render-document.ts'
import { madeFacts, POLICY, textsOf } from './made-facts.ts'

const fonts = fontsOnDisk()
const LONG = { surname: `${'WOLFE'.repeat(16)}`, given_names: `${'HUBERT BLAINE '.repeat(6).trim().slice(0, 80)}` }

t.test('says everything that the e-visa says, in three languages, on one page', async (t) => {
  const facts = await madeFacts()
  const [text = '', ...more] = await textsOf(await renderPdf(facts, fonts))
  t.same(more, [])
  for (const said of [
    ...[facts.visaNumber, facts.surname, facts.givenNames, facts.passportNumber, facts.nationality, facts.category],
    ...['ELECTRONIC VISA', 'ЭЛЕКТРОННАЯ ВИЗА', 'ЭЛЕКТРОНДЫҚ ВИЗА', 'SINGLE', 'Registration', 'How to check', 'Tourism'],
    ...['ENTRY ONLY THROUGH AN INTERNATIONAL AIRPORT', 'Not by road, rail or sea', 'cannot be extended'],
    ...facts.airports.map(({ id, name }) => `${id} ${name}`),
  ])
    t.ok(text.includes(said), said)
})

t.test('nothing lies over another text or beyond the page, whoever it is for', async (t) => {
  for (const [change, prefix] of [
    [{}, 'EV1:'],
    [{ holder: { ...holderOf(), ...LONG } }, 'HTTPS://EVISA.SOME-MINISTRY.GOV.KZ/Q#'],
    [{ holder: { ...holderOf(), surname: 'O', given_names: '' } }, 'EV1:'],
    [{ passport: { number: 'ABCDEFGHIJKLMNOPQRSTUV', issuer: 'XXA', expires: '2031-08-22' } }, 'EV1:'],
    ...[...POLICY.categories.keys()].map((category) => [{ category, entries: 'multiple' as const }, 'EV1:'] as const),
  ] as const) {
    await standsClear(t, await madeFacts(change, prefix), JSON.stringify(change))
  }
})

t.test('as many airports as the policy may name, with names as long as may be, stand clear as well', async (t) => {
  const facts = await madeFacts({ holder: { ...holderOf(), ...LONG } }, 'HTTPS://EVISA.SOME-MINISTRY.GOV.KZ/Q#')
  const airportsOf = (count: number) =>
    Array.from({ length: count }, (_, at) => {
      return {
        id: `Q${at}X`.slice(0, 3),
        name: 'Nursultan Nazarbayev International Airport, Astana'.slice(0, LONGEST_AIRPORT),
      }
    })
  for (const count of [28, MOST_AIRPORTS]) await standsClear(t, { ...facts, airports: airportsOf(count) }, `${count}`)
  await t.rejects(renderPdf({ ...facts, airports: airportsOf(120) }, fonts), { name: 'PageFull' })
})

async function standsClear(t: Test, facts: Awaited<ReturnType<typeof madeFacts>>, said: string): Promise<void> {
  const boxes = await boxesOf(facts)
  const isOff = ({ left, right, bottom }: Box) => left < 0 || right > A4.width || bottom > A4.height
  t.same(boxes.filter(isOff), [], said)
  const isOver = (one: Box, other: Box) => {
    const width = Math.min(one.right, other.right) - Math.max(one.left, other.left)
    const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
    return width > 1 && height > 1.6
  }
  const over = boxes.flatMap((one, at) => boxes.slice(at + 1).filter((other) => isOver(one, other)))
  t.same(over, [], said)
}

function holderOf() {
  return { surname: 'PERERA', given_names: 'NIMALI', sex: 'F', birth_date: '1990-03-04', nationality: 'LKA' } as const
}

interface Box {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Where each text stands, as wide as it is. */
async function boxesOf(facts: Awaited<ReturnType<typeof madeFacts>>): Promise<Box[]> {
  const boxes: Box[] = []
  await renderPdf(facts, fonts, (pen) => {
    const noting: Pen = {
      ...pen,
      text: (tag, text, x, y, width, style) => {
        const height = pen.text(tag, text, x, y, width, style)
        const widest = Math.min(width, Math.max(...text.split('\n').map((line) => pen.width(line, style))))
        const left =
          style.align === 'right' ? x + width - widest : style.align === 'center' ? x + (width - widest) / 2 : x
        boxes.push({ text, left, right: left + widest, top: y, bottom: y + height })
        return height
      },
    }
    drawPage(noting, facts)
  })
  return boxes
}
