/** The desk's commands about the policy: `policy show`, `check`, `diff`, `propose`. */
import type { Command } from 'commander'
import type { PolicyEdition } from '#evisa/policy.ts'
import { checkEdition } from '../../evisa/policy/check-policy.ts'
import { editionBefore, editionChanges } from '../../evisa/policy/edition-changes.ts'
import { policyDifference } from '../../evisa/policy/policy-difference.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { addEditionCommands, type EditionKind } from './edition-commands.ts'
import type { Show } from './show.ts'

const POLICY: EditionKind<PolicyEdition> = {
  name: 'policy',
  description: 'the reference data: checkpoints, categories, nationalities, limits',
  check: async (written, editions) => {
    const { effective_from: day } = written
    return checkEdition(written, typeof day === 'string' ? editionBefore(editions, day) : null)
  },
  changes: editionChanges,
  difference: policyDifference,
}

export function addPolicyCommands(program: Command, calls: Pick<AuthorityCalls, 'call'>, show: Show): void {
  addEditionCommands(program, POLICY, calls, show)
}
