/** What a person typed into one field, as it can be read at all: cleaned of what nobody sees, or why it cannot be used. */
import { fail, ok, type Result } from '#evisa/result.ts'

/** Why what was typed cannot be used, and what to do; the rule is never reused for another meaning. */
export interface TypedFault {
  readonly rule: string
  readonly message: string
}
export type Typed<T> = Result<T, TypedFault>

export const faultOf = (rule: string, message: string) => fail({ rule, message })

const KEEPABLE = /[\0\p{Cs}]/u
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}]/u
// Telephones and mail put marks of direction around what is copied out of them: they are no part of it.
const AROUND = /[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const BLANKS = /\s+/gu

/** What was typed or pasted, without the blanks and the marks of direction around it. */
export function trimTyped(typed: string): string {
  // By hand: a pattern for the end would be tried from every place of a long text.
  const isAround = (at: number) => AROUND.test(typed.charAt(at))
  let [start, end] = [0, typed.length]
  while (start < end && isAround(start)) start += 1
  while (end > start && isAround(end - 1)) end -= 1
  return typed.slice(start, end)
}

/** One line: runs of blanks are one space, none at the ends. Fails for more than `most` characters and for what shows nothing. */
export function readLine(typed: string, most: number): Typed<string> {
  const line = typed.normalize('NFC').replace(BLANKS, ' ').trim()
  if (KEEPABLE.test(line) || UNSEEN.test(line))
    return faultOf('control-character', 'has a character in it that cannot be seen: type it anew')
  return [...line].length > most ? faultOf('too-long', `takes at most ${most} characters`) : ok(line)
}

/** The same of several lines, which stay apart. */
export function readText(typed: string, most: number): Typed<string> {
  const text = typed.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (UNSEEN.test(text.replace(/[\n\t]/g, ' ')) || KEEPABLE.test(text))
    return faultOf('control-character', 'has a character in it that cannot be seen: type it anew')
  return [...text].length > most ? faultOf('too-long', `takes at most ${most} characters`) : ok(text)
}

// Letters of other alphabets that nobody can tell from a Latin one, with the one that was meant.
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ...pairs('АВЕЅІЈКМНОРСТУХҮԚԜ', 'ABESIJKMHOPCTYXYQW'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'),
])

function pairs(others: string, latin: string): [string, string][] {
  return [...others].map((letter, at) => [letter, latin[at] ?? ''])
}

/** The first letter of another alphabet that looks like a Latin one, in words; null where there is none. */
export function lookAlikeIn(text: string): string | null {
  const letters = [...text.toUpperCase()]
  const at = letters.findIndex((letter) => LOOK_ALIKES.has(letter))
  const letter = letters[at]
  if (letter === undefined) return null
  const alphabet = /\p{Script=Greek}/u.test(letter) ? 'Greek' : 'Cyrillic'
  return `character ${at + 1} is the ${alphabet} ${letter}, which only looks like the Latin ${LOOK_ALIKES.get(letter)}: switch the keyboard and type it anew`
}
