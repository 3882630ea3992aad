/** Sizes of texts by the room that they have. */
import type { Pen, TextStyle } from './page-pen.ts'

export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** The style in the largest size that keeps the text on one line; in the least one it may take more. */
export function fitted(
  pen: Pick<Pen, 'width'>,
  text: string,
  width: number,
  style: TextStyle,
  least: number,
): TextStyle {
  for (let size = style.size; size > least; size -= 0.5) {
    if (pen.width(text, { ...style, size }) <= width) return { ...style, size }
  }
  return { ...style, size: least }
}
