/** What operators are told of a proposal that cannot be made. */
import type { FieldFault } from '#evisa/field-fault.ts'
import type { ProblemsOf, Told } from '../http/fault-problems.ts'
import type { EditionFault, StatusFault } from '../policy/propose.ts'

const MAX_FAULTS = 100
const MAX_IN_WORDS = 5

export const POLICY_CHANGED = 'Another policy was approved since it was proposed: compare and propose it anew.'

export const PROPOSING: ProblemsOf<StatusFault | EditionFault> = {
  'bad-numbers': ({ faults }) => tellFaults(faults, 'of the numbers cannot be set'),
  'so-already': ({ status }) => ['conflict', `They are ${status} already: there is nothing to do.`],
  'bad-edition': ({ faults }) => tellFaults(faults, 'things are wrong with the edition'),
  'changes-nothing': ['conflict', 'It changes nothing of what applies on that day.'],
  'policy-changed': ['conflict', POLICY_CHANGED],
  'cannot-join': ({ why }) => ['conflict', `effective_from: ${why}.`],
  'policy-too-long': ['breaks-policy', 'With this edition the policy is longer than scanners take: make it shorter.'],
}

function tellFaults(faults: readonly FieldFault[], what: string): Told {
  const told = faults.slice(0, MAX_FAULTS)
  const words = told
    .slice(0, MAX_IN_WORDS)
    .map(({ field, rule, message }) => (rule === 'edition' ? `${field}: ${message}` : message))
  const more = faults.length > MAX_IN_WORDS ? '; ...' : ''
  return ['breaks-policy', `${faults.length} ${what}: ${words.join('; ')}${more}`, { errors: told }]
}
