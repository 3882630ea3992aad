/** The QR code on a page: its modules as one path, with the quiet zone of four modules in white. */

import { COLOURS } from '../../paper/colours.ts'
import type { Pen } from '../../paper/page-pen.ts'
import { type QrMatrix, QUIET_ZONE } from './qr-picture.ts'

/** Draws a code; `x`, `y` are the corner of its quiet zone, `module` its grain in points. */
export function drawQr(pen: Pen, { size, dark }: QrMatrix, x: number, y: number, module: number): void {
  pen.figure('QR code that carries the signed e-visa', (page) => {
    const side = (size + 2 * QUIET_ZONE) * module
    page.rect(x, y, side, side).fill(COLOURS.white)
    const [left, top] = [x + QUIET_ZONE * module, y + QUIET_ZONE * module]
    for (let row = 0; row < size; row++) {
      // Modules side by side are one bar: no seam shows between them.
      for (let column = 0; column < size; column++) {
        const from = column
        while (column < size && dark[row * size + column]) column++
        if (column > from) page.rect(left + from * module, top + row * module, (column - from) * module, module)
      }
    }
    page.fill('#000000')
  })
}
