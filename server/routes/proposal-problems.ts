/** What operators are told of a proposal that cannot be made or decided. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { SIGNING } from '../api-description/person-answers.ts'
import type { ProblemsOf, Told } from '../http/fault-problems.ts'
import type { ApproveFault } from '../policy/decide-proposals.ts'
import type { EditionFault, MisfitFault, StatusFault } from '../policy/propose.ts'
import type { TermsFault, TermsMisfit } from '../policy/propose-terms.ts'
import { MOST_OPEN } from '../store/proposal-rows.ts'
import type { SignatureFault } from '../store/signature-store.ts'

const MAX_FAULTS = 100
const MAX_IN_WORDS = 5
const MAX_NUMBERS_NAMED = 10

const NOT_THERE: Told = ['not-found', 'There is no such proposal.']
const MISFITS: ProblemsOf<MisfitFault | TermsMisfit> = {
  'policy-changed': ['conflict', 'Another policy was approved since it was proposed: compare and propose it anew.'],
  'terms-changed': ['conflict', 'Other terms were approved since it was proposed: compare and propose it anew.'],
  'cannot-join': ({ why }) => ['conflict', `effective_from: ${why}.`],
  'policy-too-long': ['breaks-policy', 'With this edition the policy is longer than scanners take: make it shorter.'],
}

export const PROPOSING: ProblemsOf<
  StatusFault | EditionFault | TermsFault | SignatureFault | 'not-there' | 'too-many-open'
> = {
  ...SIGNING,
  ...MISFITS,
  'bad-numbers': ({ faults }) => tellFaults(faults, 'of the numbers cannot be set'),
  'so-already': ({ status }) => ['conflict', `They are ${status} already: there is nothing to do.`],
  'bad-edition': ({ faults }) => tellFaults(faults, 'things are wrong with the edition'),
  'changes-nothing': ['conflict', 'It changes nothing of what applies on that day.'],
  'too-many-open': ['conflict', `You have ${MOST_OPEN} proposals that wait: have them decided, or withdraw some.`],
  'not-there': NOT_THERE,
}

export const DECIDING: ProblemsOf<ApproveFault | 'decided-before'> = {
  ...SIGNING,
  ...MISFITS,
  'not-there': NOT_THERE,
  approved: ['conflict', 'It was approved before.'],
  declined: ['conflict', 'It was declined: propose it anew.'],
  'run-out': ['conflict', 'It waited longer than seven days: propose it anew.'],
  'same-operator': ['conflict', 'You proposed it: another operator has to approve it.'],
  'proposer-gone': ['conflict', 'Who proposed it is no operator any more: propose it anew.'],
  'approver-gone': ['conflict', 'You are no operator any more.'],
  'decided-before': ['conflict', 'It was decided before.'],
  'revoked-since': ({ numbers }) => {
    const named = numbers.slice(0, MAX_NUMBERS_NAMED).join(', ')
    const others = numbers.length > MAX_NUMBERS_NAMED ? ' and others' : ''
    const are = numbers.length === 1 ? 'is' : 'are'
    return ['conflict', `Nothing was done: revoked since, for ever, ${are} ${named}${others}. Propose the others anew.`]
  },
}

export const APPROVING_SIGNED: ProblemsOf<'proposal-not-signed'> = {
  'proposal-not-signed': [
    'conflict',
    'Nobody signed it who proposed it, or it is not what was signed: have it declined, and propose it anew by a signature.',
  ],
}

function tellFaults(faults: readonly FieldFault[], what: string): Told {
  const told = faults.slice(0, MAX_FAULTS)
  const words = told
    .slice(0, MAX_IN_WORDS)
    .map(({ field, rule, message }) => (rule === 'edition' ? `${field}: ${message}` : message))
  const more = faults.length > MAX_IN_WORDS ? '; ...' : ''
  return ['breaks-policy', `${faults.length} ${what}: ${words.join('; ')}${more}`, { errors: told }]
}
