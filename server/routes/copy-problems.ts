/** What is told of the faults of copies of passports. */
import { type ProblemsOf, problemOfFault } from '../http/fault-problems.ts'
import type { SizeFault } from '../passport-copies/begin-copy.ts'
import { LEAST_PART_BYTES, MOST_PART_BYTES, type TakeFault } from '../passport-copies/take-part.ts'
import type { BeginFault, CaseClosed } from '../store/copy-store.ts'

const CASE_CLOSED: ProblemsOf<CaseClosed> = {
  'case-closed': ({ state }) => [
    'conflict',
    `The application is "${state}": it takes a copy while it is a draft (open it again, where it is not paid), and when one is asked for.`,
  ],
}
const NOT_THERE: ProblemsOf<'not-there'> = {
  'not-there': ['not-found', 'There is no such application or copy of yours.'],
}

export const BEGINNING: ProblemsOf<BeginFault | SizeFault> = {
  ...CASE_CLOSED,
  ...NOT_THERE,
  empty: ['bad-request', 'The file is empty: choose the picture or PDF of the passport.'],
  'too-large': ({ most }) => [
    'too-large',
    `The file is too large: at most ${Math.floor(most / 1_000_000)} MB are taken. Save the picture smaller, or take it anew.`,
  ],
}

export const TAKING: ProblemsOf<TakeFault> = {
  ...CASE_CLOSED,
  ...NOT_THERE,
  over: ({ state }) => ['conflict', `All of this copy has come, and it was ${state}: begin another one.`],
  'begun-anew': ['conflict', 'The same copy is being sent a second time: ask what has come of it.'],
  'past-end': ({ size }) => [
    'bad-request',
    `This is more than the ${size} bytes that were announced: begin another copy.`,
  ],
  'out-of-order': ({ received }) => [
    'conflict',
    `${received} bytes have come: go on from there, at parts/${received}. Parts come in order.`,
  ],
  'other-bytes': [
    'conflict',
    'Other bytes came at this place before: this is another file. Begin another copy for it.',
  ],
  'empty-part': ['bad-request', 'The part is empty.'],
  'part-too-large': ['too-large', `A part has at most ${MOST_PART_BYTES} bytes: send it in several.`],
  'part-too-small': ['bad-request', `Every part but the last has at least ${LEAST_PART_BYTES} bytes.`],
  'too-short': ({ received, size }) => [
    'conflict',
    `Only ${received} of the ${size} bytes that were announced came: go on from there in parts, or send it anew.`,
  ],
}
export const VIEWING = NOT_THERE

/** What was found; throws what is told of what is not there. */
export function foundOr404<T>(found: T | null): T {
  if (found === null) throw problemOfFault('not-there', NOT_THERE)
  return found
}
