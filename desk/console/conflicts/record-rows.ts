/** Records of the ledger as booths signed them, in words: a day at a time, each booth in a lane of its own. */
import { civilDateAt } from '#evisa/civil-date.ts'
import { clockTime, dayInWords, shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { instructionFor } from '#evisa/instructions.ts'
import { documentLanguage, type Language } from '#evisa/language.ts'
import type { Reason } from '#evisa/reasons.ts'
import { BY_OFFICER } from '#evisa/refusal/officers-reasons.ts'
import { groundOf, type RefusalGround, writtenReason } from '#evisa/refusal/refusal-ground.ts'
import * as forms from '#evisa/refusal/strings/texts.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { dataOf, refusalOf } from '../../../pages/answers.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { NotThere } from '../../../pages/page-faults.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type ConsoleWords, wordsOf } from '../area.ts'

export type ToldRecord = Awaited<ReturnType<typeof recordsOf>>['records'][number]
type Event = ToldRecord['event']
type Speaking = Pick<Visit, 'language'>

interface Line {
  readonly key: string
  readonly value: string
}

const FORMS: Readonly<Record<Language, typeof forms.en>> = forms
const ON_A_PAGE = 100
/** Side by side are two or three booths; more are one below the other. */
const MOST_LANES = 3

/** The records of a conflict from a place on. */
export async function recordsOf(api: Api, id: string, after: number) {
  const query = { after, limit: ON_A_PAGE }
  return dataOf(await api.GET('/v1/conflicts/{id}/records', { params: { path: { id }, query } }))
}

/** What the booths of a conflict did around it; `own`: the hashes of the records that it is about. */
export async function dayOf(api: Api, id: string) {
  const answer = await api.GET('/v1/conflicts/{id}/day', { params: { path: { id } } })
  if (refusalOf(answer, 404) !== undefined) throw new NotThere()
  const { records, of_conflict: own } = dataOf(answer)
  return { records, own }
}

/** Days with their records, in the order in which these came. */
export function timelineOf(records: readonly ToldRecord[], visit: Speaking) {
  const booths = [...new Set(records.map(({ event }) => event.device))]
  const lanes = booths.length > MOST_LANES ? 1 : Math.max(1, booths.length)
  const days = Map.groupBy(records, ({ event }) => civilDateAt(event.at))
  return {
    lanes,
    days: [...days].map(([day, ofDay]) => ({
      day: dayInWords(day, visit.language),
      rows: ofDay.map((record) => ({
        ...recordRow(record, visit),
        lane: lanes === 1 ? 1 : booths.indexOf(record.event.device) + 1,
      })),
    })),
  }
}

export function recordRow({ event, hash, standing, officer, ...record }: ToldRecord, visit: Speaking) {
  const words = wordsOf(visit).conflicts.record
  const received = shortTime(record.received_at, visit.language)
  const { received_from: device } = record
  return {
    time: clockTime(event.at, visit.language),
    action: words.actions[event.action],
    basis: 'basis' in event ? words.bases[event.basis] : '',
    ...{ hash, checkpoint: event.checkpoint, device: event.device, id: event.id },
    visa: visaIn(event, visit),
    standing: words.standings[standing],
    counts: standing === 'counts' || standing === 'accepted',
    officer: event.operator ?? words.nobody,
    officerIs: officer === null ? '' : words.officers[officer],
    isProven: officer === 'proven',
    lines: [...linesOf(event, record, visit), ...visaLine(record, words)],
    received:
      device === event.device ? received : `${received}, ${fillText(words.through, { device }, visit.language)}`,
  }
}

/** The number of its e-visa, or that it is nobody's. The client's types have no member that is always null. */
export function visaIn(event: Event, visit: Speaking): string {
  const number = 'visa_number' in event ? event.visa_number : null
  return number === null ? wordsOf(visit).conflicts.noVisa : formatVisaNumber(number)
}

/** Why, as the booth showed it, with the code by which that is known; what an officer wrote as it is. */
export function reasonInWords(reason: string, isExit: boolean, visit: Speaking): string {
  if (reason === BY_OFFICER) return wordsOf(visit).conflicts.record.byOfficer
  const told = instructionFor(reason as Reason, isExit ? 'exit' : 'entry')[documentLanguage(visit.language)]
  if (told !== reason) return `${told} (${reason})`
  // What officers choose for a refusal is no reason of the rules: the form has words for it.
  return writtenReason(reason) === null ? `${groundInWords(groundOf(reason), visit)} (${reason})` : reason
}

/** The ground of a refusal, as the form says it in the language of the page. */
export function groundInWords(ground: RefusalGround, { language }: Speaking): string {
  return FORMS[documentLanguage(language)][`ground/${ground}`]
}

/** What an act says beyond when, where and by whom. */
function linesOf(event: Event, { second_person }: Pick<ToldRecord, 'second_person'>, visit: Speaking): readonly Line[] {
  const words = wordsOf(visit).conflicts.record
  const line = (key: string, value: string | null | undefined) => (value ? [{ key, value }] : [])
  const why = (reason: string) => reasonInWords(reason, event.action === 'exit', visit)
  const proof = second_person === null ? '' : words.seconds[second_person]
  const second = (badge: string) => line(words.second, proof === '' ? badge : `${badge}: ${proof}`)
  const flight = line(words.flight, event.flight)
  switch (event.action) {
    case 'entry':
    case 'exit':
    case 'refusal':
      return [...flight, ...line(words.reason, event.reason === null ? '' : why(event.reason))]
    case 'override':
      return [
        ...flight,
        ...line(words.ground, words.grounds[event.code]),
        ...line(words.text, event.text),
        ...second(event.supervisor),
        ...event.overrules.flatMap((reason) => line(words.reason, why(reason))),
      ]
    case 'void':
      return [
        ...line(words.voids, event.voids),
        ...line(words.text, event.text),
        ...(event.supervisor === undefined ? [] : second(event.supervisor)),
      ]
    case 'shift':
      return [...line(words.until, shortTime(event.until, visit.language)), ...line(words.pass, proof)]
    case 'unresolved':
      return [
        ...flight,
        ...line(words.because, words.becauses[event.because]),
        ...line(words.decided, clockTime(event.decided_at, visit.language)),
      ]
    case 'referral':
      return event.reasons.flatMap((reason) =>
        line(words.reason, reasonInWords(reason, event.crossing === 'exit', visit)),
      )
    case 'second-line':
      return [...line(words.did, words.dids[event.did]), ...line(words.text, event.text)]
  }
}

function visaLine({ evisa_proven }: Pick<ToldRecord, 'evisa_proven'>, words: ConsoleWords['conflicts']['record']) {
  return evisa_proven === null ? [] : [{ key: words.visa, value: evisa_proven ? words.visas.yes : words.visas.no }]
}
