import t from 'tap'
import type { Pen } from '../../../paper/page-pen.ts'
import { airportList, fields, label } from '../../../server/visa-document/draw-parts.ts'

/** A pen whose letters are all half as wide as their size. */
function madePen() {
  const texts: { readonly text: string; readonly x: number; readonly y: number; readonly size: number }[] = []
  const lines = (text: string, width: number, size: number) =>
    text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * size) / 2 / width)), 0)
  const pen: Pen = {
    text: (_, text, x, y, width, { size }) => {
      texts.push({ text, x, y, size })
      return lines(text, width, size) * size
    },
    height: (text, width, { size }) => lines(text, width, size) * size,
    width: (text, { size }) => (text.length * size) / 2,
    decoration: () => undefined,
    figure: () => undefined,
  }
  return { pen, texts }
}

t.test('a label stands on one line where there is room, and English above the others where not', async (t) => {
  const { pen, texts } = madePen()
  label(pen, 'surname', { x: 0, y: 0, width: 300 })
  label(pen, 'surname', { x: 0, y: 0, width: 60 })
  t.same(
    texts.map(({ text }) => text),
    ['Surname · Тегі · Фамилия', 'Surname\nТегі · Фамилия'],
  )
})

t.test('values side by side stand on one line, whatever their labels take', async (t) => {
  const { pen, texts } = madePen()
  const size = { size: 12, least: 8 }
  fields(
    pen,
    [
      ['sex', 'F'],
      ['passport-expires', '01 MAY 2031'],
    ],
    { x: 0, y: 0, width: 180 },
    size,
  )
  const values = texts.filter(({ text }) => ['F', '01 MAY 2031'].includes(text))
  t.equal(values[0]?.y, values[1]?.y)
  t.same(
    values.map(({ x }) => x),
    [0, 90],
  )
})

t.test('airports run down the columns', async (t) => {
  const { pen, texts } = madePen()
  const airports = ['A', 'B', 'C', 'D', 'E'].map((id) => ({ id, name: `${id} airport` }))
  t.equal(airportList(pen, airports, { x: 0, y: 0, width: 300 }, { columns: 2, size: 8, leading: 10 }), 30)
  const placed = texts.filter(({ text }) => text.length === 1).map(({ text, x, y }) => [text, x, y])
  t.same(placed, [
    ['A', 0, 0],
    ['B', 0, 10],
    ['C', 0, 20],
    ['D', 150, 0],
    ['E', 150, 10],
  ])
})
