import t from 'tap'
import type { Pen } from '../../../paper/page-pen.ts'
import { drawQr } from '../../../server/visa-document/draw-qr.ts'
import { qrMatrix } from '../../../server/visa-document/qr-picture.ts'
import { printedVisa } from './made-facts.ts'

t.test('every dark module is drawn once, on white that reaches four modules around', async (t) => {
  const matrix = qrMatrix((await printedVisa()).qrText)
  const rects: (readonly [number, number, number, number])[] = []
  const fills: string[] = []
  const page = {
    rect: (x: number, y: number, width: number, height: number) => {
      rects.push([x, y, width, height])
      return page
    },
    fill: (colour: string) => fills.push(colour),
  }
  const figure: Pen['figure'] = (meaning, draw) => {
    t.match(meaning, /QR code/)
    draw(page as never)
  }
  drawQr({ figure } as Pen, matrix, 10, 20, 2)
  const [quiet, ...bars] = rects
  t.same(quiet, [10, 20, (matrix.size + 8) * 2, (matrix.size + 8) * 2])
  t.same(fills, ['#ffffff', '#000000'])
  const drawn = new Uint8Array(matrix.size ** 2)
  for (const [x, y, width, height] of bars) {
    t.equal(height, 2)
    for (let column = 0; column < width / 2; column++) {
      const at = ((y - 28) / 2) * matrix.size + (x - 18) / 2 + column
      drawn[at] = (drawn[at] ?? 0) + 1
    }
  }
  t.same(drawn, matrix.dark)
})
