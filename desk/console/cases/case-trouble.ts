/** Why nothing was decided, told from the case as it is now. */
import { fillText } from '#evisa/fill-text.ts'
import { isProblem, type Refused } from '../../../pages/answers.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'
import { toldFault } from '../told-fault.ts'
import { edgeRow } from './case-history.ts'
import type { Person, ShownCase } from './case-types.ts'
import { claimInWords, inWords, isOfficersTurn } from './case-words.ts'

interface Tried {
  readonly refused: Refused
  /** Of the case as the officer saw it; null where that is not known any more. */
  readonly revision: number | null
  readonly person: Pick<Person, 'name'>
}

export function caseTrouble(shown: ShownCase, { refused, revision, person }: Tried, visit: Visit): string {
  const words = wordsOf(visit)
  const { faults } = words.cases
  const told = (text: string, values: Readonly<Record<string, string>>) => fillText(text, values, visit.language)
  const { errors = [], detail = '' } = refused.problem
  if (isProblem(refused, 'breaks-policy')) {
    const why = errors.map(({ field, message }) => `${field} ${message}`).join('; ') || detail
    return told(faults.notIssuable, { why })
  }
  if (isProblem(refused, 'bad-request')) return faults.kept
  if (revision !== null && shown.revision !== revision)
    return told(faults.changed, { since: changesSince(shown, revision, visit) })
  if (!isOfficersTurn(shown.state)) return told(faults.over, { state: inWords(words, 'states', shown.state) })
  const claim = claimInWords(shown.claim, person.name, visit)
  if (claim !== null && !claim.isOwn) return told(faults.claimed, { by: claim.by, until: claim.until })
  if (errors.length > 0) return toldFault(refused, words)
  if (shown.typed === null) return words.cases.erasedText
  if (shown.state === 'second-review' && claim !== null) return faults.firstGone
  return revision === null ? words.faults.byRule['content-changed'] : toldFault(refused, words)
}

const MOST_CHANGES = 5

/** What the officer has not seen. */
function changesSince({ timeline }: ShownCase, revision: number, visit: Visit): string {
  const edges = timeline.slice(revision).slice(-MOST_CHANGES)
  return edges
    .map((edge) => edgeRow(edge, visit))
    .map(({ of, state, at }) => `${of}: ${state} (${at})`)
    .join('; ')
}
