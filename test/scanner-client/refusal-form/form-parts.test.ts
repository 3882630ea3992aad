import t from 'tap'
import type { Pen } from '../../../paper/page-pen.ts'
import {
  BESIDE_BOX,
  box,
  heading,
  heightOfThree,
  label,
  MARGIN,
  markSpecimen,
  threeColumns,
  valueOrLine,
  values,
  WIDTH,
  writingLine,
} from '../../../scanner-client/refusal-form/form-parts.ts'

/** A pen whose letters are all half as wide as their size; `lines` counts what is decoration. */
function madePen() {
  const texts: { readonly text: string; readonly x: number; readonly y: number; readonly size: number }[] = []
  const drawn = { decorations: 0 }
  const lines = (text: string, width: number, size: number) =>
    text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * size) / 2 / width)), 0)
  const pen: Pen = {
    text: (_, text, x, y, width, { size }) => {
      texts.push({ text, x, y, size })
      return lines(text, width, size) * size
    },
    height: (text, width, { size }) => lines(text, width, size) * size,
    width: (text, { size }) => (text.length * size) / 2,
    decoration: () => {
      drawn.decorations += 1
    },
    figure: () => undefined,
  }
  return { pen, texts, drawn }
}

const STYLE = { face: 'text', size: 7 } as const

t.test('a value stands beneath its label; where there is none, a line to write on', async (t) => {
  const { pen, texts, drawn } = madePen()
  const height = values(
    pen,
    [
      ['flight', 'KC904', 0.5],
      ['officer', null, 0.5],
    ],
    100,
  )
  t.ok(height > 20)
  t.same(
    texts.map(({ text, x }) => [text, x]),
    [
      ['Flight · Рейс', MARGIN],
      ['Officer, badge · Қызметкер, төсбелгі нөмірі · Сотрудник, номер жетона', MARGIN + WIDTH / 2],
      ['KC904', MARGIN],
    ],
  )
  t.equal(drawn.decorations, 1)
  t.ok(valueOrLine(pen, null, { x: 0, y: 0, width: 10 }) > 10, 'a hand needs room')
  writingLine(pen, { x: 0, y: 0, width: 10 })
  t.equal(drawn.decorations, 3)
})

t.test('a long value is smaller, and goes on where that is not enough', async (t) => {
  const { pen, texts } = madePen()
  valueOrLine(pen, 'W'.repeat(80), { x: 0, y: 0, width: 400 })
  t.ok((texts[0]?.size ?? 0) < 12)
  t.equal(texts[0]?.text.length, 80)
  t.ok(valueOrLine(pen, 'W'.repeat(80), { x: 0, y: 0, width: 60 }) > 30)
})

t.test('three languages stand side by side, and a label says a word once that two of them share', async (t) => {
  const { pen, texts } = madePen()
  const height = threeColumns(pen, 'appeal', 10, STYLE)
  t.equal(height, heightOfThree(pen, 'appeal', STYLE))
  const places = texts.map(({ x }) => x)
  t.equal(places[0], BESIDE_BOX)
  t.ok(new Set(places).size === 3 && Math.max(...places) < MARGIN + WIDTH)
  t.equal(label(pen, 'flight', { x: 0, y: 0, width: 200 }), 6.6)
  t.equal(texts.at(-1)?.text, 'Flight · Рейс')
})

t.test('a box, a heading and the mark of a specimen', async (t) => {
  const { pen, texts, drawn } = madePen()
  box(pen, 0, 0, true)
  const plain = heading(pen, 'title', false)
  t.notOk(texts.some(({ text }) => text.includes('SPECIMEN')))
  t.ok(heading(pen, 'title', true) > plain)
  t.ok(texts.some(({ text }) => /SPECIMEN: .* · ҮЛГІ: .* · ОБРАЗЕЦ: /.test(text)))
  const before = drawn.decorations
  markSpecimen(pen)
  t.equal(drawn.decorations, before + 1)
})
