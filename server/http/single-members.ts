/**
 * Bodies in JSON in which no object has a member twice, and whose texts can be kept. `JSON.parse` takes the last one; what stands between us and a caller may
 * take the first, and so judge another text than we do.
 */
import type { FastifyInstance } from 'fastify'
import { unkept, unkeptIn } from './kept-texts.ts'
import { Problem } from './problem.ts'

/** Has the server refuse such bodies on every route, before they are judged. */
export function refuseMembersTwice(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
    parse(request, body, (error, value) => {
      if (error !== null) return done(error)
      const twice = memberTwice(body, value)
      if (twice !== null) return done(refusal(twice))
      const place = request.routeOptions.config.takesUnkeptTexts ? null : unkeptIn(body, value)
      return place === null ? done(null, value) : done(unkept(place))
    }),
  )
}

function refusal(name: string): Problem {
  const message = 'stands twice in one object: say it once'
  const errors = [{ field: name, rule: 'once', message }]
  return new Problem('bad-request', `The member ${JSON.stringify(name)} ${message}.`, { errors })
}

/** The name of a member that a text has more often than what was parsed of it; null where there is none. */
export function memberTwice(text: string, value: unknown): string | null {
  let members = 0
  eachMember(value, () => {
    members += 1
  })
  if (countNames(text) === members) return null
  const left = new Map<string, number>()
  const add = (name: string, by: number) => left.set(name, (left.get(name) ?? 0) + by)
  eachMember(value, (name) => add(name, 1))
  for (const [, written = ''] of text.matchAll(NAME)) add(JSON.parse(written), -1)
  return [...left].find(([, count]) => count < 0)?.[0] ?? null
}

const NAME = /("(?:[^"\\]|\\.)*")[ \t\n\r]*:/g
const COLON = 0x3a
const BACKSLASH = 0x5c

/** How many texts in valid JSON are followed by a colon. */
function countNames(json: string): number {
  let count = 0
  for (let at = json.indexOf('"'); at !== -1; at = json.indexOf('"', at)) {
    at = endOfText(json, at)
    while (json.charCodeAt(at) <= 0x20) at += 1
    if (json.charCodeAt(at) === COLON) count += 1
  }
  return count
}

/** The place after the text that begins at a quote; of what has no end, its own. */
function endOfText(json: string, from: number): number {
  let end = json.indexOf('"', from + 1)
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1)
  return end === -1 ? json.length : end + 1
}

/** By an odd number of backslashes before it. */
function isEscaped(json: string, at: number): boolean {
  let before = at - 1
  while (json.charCodeAt(before) === BACKSLASH) before -= 1
  return (at - before) % 2 === 0
}

/** Tells the name of each member of each object, however deep: a body may be nested as far as it can be parsed. */
function eachMember(value: unknown, tell: (name: string) => void): void {
  const left: unknown[] = [value]
  while (left.length > 0) {
    const one = left.pop()
    if (typeof one !== 'object' || one === null) continue
    if (Array.isArray(one)) {
      for (const item of one) if (typeof item === 'object') left.push(item)
      continue
    }
    for (const name in one) {
      tell(name)
      const member = (one as Readonly<Record<string, unknown>>)[name]
      if (typeof member === 'object') left.push(member)
    }
  }
}
