/** What can be said of a copy without reading it: why it is refused, and what an officer and its owner should know. */

/** With a refusal nobody could use it, or it is no picture; a warning is only told. */
export type Weight = 'refusal' | 'warning'

interface FindingText {
  readonly weight: Weight
  /** What is wrong, and what to do. */
  readonly detail: string
}

export const FINDINGS = {
  'not-taken': {
    weight: 'refusal',
    detail: 'This is no JPEG, PNG or PDF, whatever its name says. Take a photograph of the page, or save it as JPEG.',
  },
  heic: {
    weight: 'refusal',
    detail:
      'This is a HEIC picture, as iPhones keep them. Save it as JPEG and send that; or set Settings, Camera, Formats to "Most Compatible" and take it again.',
  },
  damaged: {
    weight: 'refusal',
    detail: 'The file is damaged or was cut off: it cannot be read. Send it again, or take the picture anew.',
  },
  locked: {
    weight: 'refusal',
    detail: 'The PDF is locked by a password. Save it without one, or take a photograph of the page.',
  },
  'too-many-pages': {
    weight: 'refusal',
    detail: 'The PDF has more pages than are taken. Send only the page with your photograph.',
  },
  'too-many-pixels': {
    weight: 'refusal',
    detail: 'The picture has far more pixels than are needed. Save it smaller: 4000 by 3000 is plenty.',
  },
  'too-hard': {
    weight: 'refusal',
    detail:
      'The file takes too long, or too much memory, to be opened. Take a photograph of the page, and send it as JPEG.',
  },
  infected: {
    weight: 'refusal',
    detail: 'The check for malicious software stopped this file. Take a new photograph of the page.',
  },
  'too-small': {
    weight: 'refusal',
    detail: 'The picture is too small to be read. Take it closer, or send it in its original size.',
  },
  empty: {
    weight: 'refusal',
    detail: 'There is nothing on the picture. Take the page in good light, with nothing before the camera.',
  },
  'case-closed': {
    weight: 'refusal',
    detail: 'The application takes no copy any more: it was decided, withdrawn or closed in the meantime.',
  },
  small: {
    weight: 'warning',
    detail: 'The picture is small. If you cannot read every letter of the page on it, take it closer.',
  },
  'too-dark': {
    weight: 'warning',
    detail: 'The picture is dark. Take it in daylight or under a lamp, without a shadow on the page.',
  },
  'too-bright': {
    weight: 'warning',
    detail: 'The picture is very bright or pale. Take it with less light, so that the letters are dark.',
  },
  glare: {
    weight: 'warning',
    detail: 'There seems to be a reflection on the page. Tilt it a little, and switch the flash off.',
  },
  blurred: {
    weight: 'warning',
    detail: 'The picture is not sharp. Lay the page down, hold the phone still, and wait until it is in focus.',
  },
  'odd-shape': {
    weight: 'warning',
    detail: 'The picture is far longer than a passport page. See that nothing of the page is cut off.',
  },
} as const satisfies Readonly<Record<string, FindingText>>

export type FindingCode = keyof typeof FINDINGS

/** A finding about a page, from 1; or, null, about the whole. */
export interface Finding {
  readonly code: FindingCode
  readonly page: number | null
}

export function weightOf(code: FindingCode): Weight {
  return FINDINGS[code].weight
}

/** Whether a text that was kept is a code of today. */
export function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(FINDINGS, code)
}
