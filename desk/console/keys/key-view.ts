/** The keys and the steps of their rotations as pages show them. Pure. */
import { civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import { dayInWords, shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { Span, Timeline, TimelineRow } from '#evisa/key-timeline.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type ConsoleWords, wordsOf } from '../area.ts'
import type { Step } from './rotation-steps.ts'

type Told = Pick<Visit, 'language'>

/** How wide a drawing is, in units of its own. */
const WIDTH = 1000

const dayOf = (at: EpochSeconds, { language }: Told) => dayInWords(civilDateAt(at), language)

export function timelineView(timeline: Timeline, visit: Told) {
  const { from, to, now, rows } = timeline
  const xOf = (at: EpochSeconds) => Math.round(((at - from) / (to - from)) * WIDTH)
  return {
    width: WIDTH,
    now: xOf(now),
    caption: fillText(wordsOf(visit).keys.drawn, { from: dayOf(from, visit), to: dayOf(to, visit) }, visit.language),
    rows: rows.map((row) => keyRow(row, xOf, visit)),
  }
}

function keyRow(row: TimelineRow, xOf: (at: EpochSeconds) => number, visit: Told) {
  const words = wordsOf(visit).keys
  const { name, purpose, state, signs, verifies, compromisedAt } = row
  const bar = (span: Span, kind: string) => ({
    kind,
    x: xOf(span.from),
    width: Math.max(2, xOf(span.to) - xOf(span.from)),
  })
  const spanInWords = (span: Span | null) =>
    span === null ? '–' : `${dayOf(span.from, visit)} – ${dayOf(span.to, visit)}`
  return {
    ...{ name, isStolen: compromisedAt !== null, signs: spanInWords(signs), verifies: spanInWords(verifies) },
    purpose: purposeInWords(purpose, words),
    state: words.states[state],
    bars: [...(signs ? [bar(signs, 'signs')] : []), ...(verifies ? [bar(verifies, 'verifies')] : [])],
    stolen:
      compromisedAt === null ? '' : fillText(words.stolenSince, { at: dayOf(compromisedAt, visit) }, visit.language),
  }
}

/** Of a purpose that a newer program knows its name. */
export function purposeInWords(purpose: string, { purposes }: ConsoleWords['keys']): string {
  return Object.hasOwn(purposes, purpose) ? purposes[purpose as keyof typeof purposes] : purpose
}

/** `now`: what is past its last day is told to be late. */
export function stepRow(step: Step<keyof ConsoleWords['keys']['steps']>, now: EpochSeconds, visit: Told) {
  const { language } = visit
  const words = wordsOf(visit).keys
  const { name, state, doneAt, notBefore, notAfter, commands } = step
  const isOpen = state !== 'done'
  const at = (text: string, when: EpochSeconds | null) =>
    when === null ? [] : [fillText(text, { at: shortTime(when, language) }, language)]
  return {
    ...words.steps[name],
    ...{ commands, isNext: state === 'next', isDone: !isOpen, state: words.stepStates[state] },
    isLate: state === 'next' && notAfter !== null && now > notAfter,
    isEarly: state === 'next' && notBefore !== null && now < notBefore,
    times: isOpen ? [...at(words.notBefore, notBefore), ...at(words.notAfter, notAfter)] : at(words.doneAt, doneAt),
  }
}
