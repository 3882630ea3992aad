import t from 'tap'
import { COLOURS } from '../../paper/colours.ts'

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

t.test('what is to be read stands out from the paper, and from its tint', async (t) => {
  for (const ground of ['white', 'tint'] as const)
    for (const ink of ['ink', 'label', 'specimen'] as const) {
      const [light, dark] = [luminance(COLOURS[ground]), luminance(COLOURS[ink])]
      t.ok((light + 0.05) / (dark + 0.05) >= 4.5, `${ink} on ${ground}`)
    }
})
