/** Why the API did not do it, in the words of this page's language; of what has none, the API's own. */
import { isProblem, type Refused } from '../../pages/answers.ts'
import type { ConsoleWords } from './area.ts'

export function toldFault(refused: Refused, words: ConsoleWords): string {
  const rule = refused.problem.errors?.[0]?.rule ?? ''
  const byRule = words.faults.byRule as Readonly<Record<string, string>>
  if (byRule[rule] !== undefined) return byRule[rule]
  if (isProblem(refused, 'conflict') || isProblem(refused, 'not-allowed') || isProblem(refused, 'bad-request'))
    return refused.problem.detail ?? words.faults.notDone
  return words.faults.notDone
}
