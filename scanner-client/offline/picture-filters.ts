/** What is done to a grey picture before it is looked at again. */

import type { Picture } from './read-picture.ts'

/** Takes the mean of every 3x3 neighbourhood, which removes a sensor's noise, and with it the finest modules. */
export function blurred({ width, height, luminance }: Picture): Picture {
  const rows = new Uint16Array(luminance.length)
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const here = luminance[at] ?? 0
      const left = x > 0 ? (luminance[at - 1] ?? 0) : here
      const right = x < width - 1 ? (luminance[at + 1] ?? 0) : here
      rows[at] = left + here + right
    }
  const blurred = new Uint8ClampedArray(luminance.length)
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const here = rows[at] ?? 0
      const above = y > 0 ? (rows[at - width] ?? 0) : here
      const below = y < height - 1 ? (rows[at + width] ?? 0) : here
      blurred[at] = (above + here + below) / 9
    }
  return { width, height, luminance: blurred }
}

/** Half the width and height, every pixel the mean of four. */
export function halved(picture: Picture): Picture {
  return reduced(picture, 2)
}

/** So many times smaller, every pixel the mean of `factor` x `factor`; the rest at the right and below falls away. */
export function reduced(picture: Picture, factor: number): Picture {
  const width = Math.max(1, Math.floor(picture.width / factor))
  const height = Math.max(1, Math.floor(picture.height / factor))
  const luminance = new Uint8ClampedArray(width * height)
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to++) {
      let sum = 0
      for (let row = 0; row < factor; row++) {
        const from = (y * factor + row) * picture.width + x * factor
        for (let at = from; at < from + factor; at++) sum += picture.luminance[at] ?? 0
      }
      luminance[to] = sum / (factor * factor)
    }
  return { width, height, luminance }
}

/** Black for white: a code shown in dark mode. */
export function inverted({ width, height, luminance }: Picture): Picture {
  const inverted = new Uint8ClampedArray(luminance.length)
  // Not `map`: a call for each pixel takes ten times as long.
  for (let at = 0; at < inverted.length; at++) inverted[at] = 255 - (luminance[at] ?? 0)
  return { width, height, luminance: inverted }
}
