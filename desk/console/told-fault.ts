/** Why the API did not do it, in the words of this page's language; of what has none, the API's own. */
import { isProblem, type Refused } from '../../pages/answers.ts'
import type { ConsoleWords } from './area.ts'

export function toldFault(refused: Refused, words: ConsoleWords): string {
  const rule = refused.problem.errors?.[0]?.rule ?? ''
  const { known, unverified, algorithm } = words.key
  const byRule: Readonly<Record<string, string>> = {
    ...words.faults.byRule,
    ...{ 'key/key-known': known, 'key/unverified': unverified, 'key/algorithm': algorithm },
  }
  // By what it is of, or by itself where it says the same of everything.
  const told = byRule[rule] ?? byRule[rule.split('/')[1] ?? '']
  if (told !== undefined) return told
  if (isProblem(refused, 'conflict') || isProblem(refused, 'not-allowed') || isProblem(refused, 'bad-request'))
    return refused.problem.detail ?? words.faults.notDone
  return words.faults.notDone
}
