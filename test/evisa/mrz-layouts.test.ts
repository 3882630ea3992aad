import t from 'tap'
import { LAYOUTS } from '#evisa/mrz-layouts.ts'

// What the reader does not look at: the second optional field of a card, the check digit of a passport's optional field.
const NOT_READ: Readonly<Record<string, readonly (readonly [line: number, start: number, length: number])[]>> = {
  TD1: [[1, 18, 11]],
  TD3: [[1, 42, 1]],
}

t.test('every character of a format belongs to one field, or is a check digit', async (t) => {
  for (const { format, lines, width, fields, composite } of Object.values(LAYOUTS)) {
    const taken = new Map<string, number>()
    const take = (line: number, start: number, length: number) => {
      for (let at = start; at < start + length; at++) taken.set(`${line}:${at}`, (taken.get(`${line}:${at}`) ?? 0) + 1)
    }
    for (const { line, start, length, checkDigit } of Object.values(fields)) {
      take(line, start, length)
      if (checkDigit !== undefined) take(line, checkDigit, 1)
    }
    if (composite !== null) take(composite.at.line, composite.at.start, composite.at.length)
    for (const span of NOT_READ[format] ?? []) take(...span)
    t.equal(taken.size, lines * width, format)
    t.ok(
      [...taken.values()].every((times) => times === 1),
      format,
    )
  }
})

t.test('a check digit stands right after its field', async (t) => {
  for (const { format, fields } of Object.values(LAYOUTS)) {
    for (const { start, length, checkDigit } of Object.values(fields)) {
      t.ok(checkDigit === undefined || checkDigit === start + length, format)
    }
  }
})
