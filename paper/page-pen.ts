/** Drawing on a page of a tagged PDF: every text belongs to an element of its structure, everything else is decoration. */
import type PDFDocument from 'pdfkit'
import { COLOURS } from './colours.ts'
import type { Face } from './fonts.ts'

export interface TextStyle {
  readonly face: Face
  /** Points. */
  readonly size: number
  readonly colour?: string
  readonly align?: 'left' | 'center' | 'right'
  /** Points between letters. */
  readonly spacing?: number
  /** Points between lines. */
  readonly leading?: number
}

export interface Pen {
  /** Draws a text as one element; gives its height. Lengths in points from the upper left corner of the page. */
  text(tag: 'H1' | 'H2' | 'P' | 'Caption', text: string, x: number, y: number, width: number, style: TextStyle): number
  /** How high a text would be. */
  height(text: string, width: number, style: TextStyle): number
  /** How wide a text would be on one line. */
  width(text: string, style: TextStyle): number
  /** Draws what a program that reads the page aloud leaves out. */
  decoration(draw: (page: InstanceType<typeof PDFDocument>) => void): void
  /** Draws a picture that has its meaning in words. */
  figure(meaning: string, draw: (page: InstanceType<typeof PDFDocument>) => void): void
}

export function penOn(page: InstanceType<typeof PDFDocument>): Pen {
  const root = page.struct('Document')
  page.addStructure(root)
  const styled = ({ face, size, colour = COLOURS.ink }: TextStyle) => page.font(face).fontSize(size).fillColor(colour)
  const options = ({ align = 'left', spacing = 0, leading = 0 }: TextStyle, width: number) => ({
    ...{ width, align, characterSpacing: spacing, lineGap: leading },
  })
  return {
    text: (tag, text, x, y, width, style) => {
      const content = page.markStructureContent(tag)
      styled(style).text(text, x, y, options(style, width))
      page.endMarkedContent()
      const element = page.struct(tag)
      element.add(content)
      element.end()
      root.add(element)
      return page.y - y
    },
    height: (text, width, style) => styled(style).heightOfString(text, options(style, width)),
    width: (text, style) => styled(style).widthOfString(text, { characterSpacing: style.spacing ?? 0 }),
    decoration: (draw) => {
      page.markContent('Artifact', { type: 'Layout' })
      page.save()
      draw(page)
      page.restore()
      page.endMarkedContent()
    },
    figure: (meaning, draw) => {
      const content = page.markStructureContent('Figure')
      page.save()
      draw(page)
      page.restore()
      page.endMarkedContent()
      const element = page.struct('Figure', { alt: meaning })
      element.add(content)
      element.end()
      root.add(element)
    },
  }
}
