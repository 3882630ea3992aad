/** The desk's commands about the terms: `terms show`, `check`, `diff`, `propose`. */
import type { Command } from 'commander'
import type { PolicyEdition } from '#evisa/policy.ts'
import { checkTerms } from '#evisa/terms/check-terms.ts'
import { termsChanges } from '#evisa/terms/terms-changes.ts'
import { termsDifference } from '#evisa/terms/terms-difference.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { editionBefore } from '../../evisa/policy/edition-changes.ts'
import { editionOn } from '../../evisa/policy/editions.ts'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { addEditionCommands, type EditionKind, type EditionsAnswer } from './edition-commands.ts'
import type { Show } from './show.ts'

export function addTermsCommands(program: Command, calls: Pick<AuthorityCalls, 'call'>, show: Show): void {
  addEditionCommands(program, kindOf(calls), calls, show)
}

function kindOf({ call }: Pick<AuthorityCalls, 'call'>): EditionKind<TermsEdition> {
  return {
    name: 'terms',
    description: 'on which terms an e-visa is asked for: purposes, fees, hours and days of work, times',
    check: async (written, editions) => {
      const { effective_from: day } = written
      if (typeof day !== 'string') return checkTerms(written, { before: null, policy: null })
      const policy = await call<EditionsAnswer<PolicyEdition>>('GET', '/v1/policy')
      return checkTerms(written, { before: editionBefore(editions, day), policy: editionOn(policy.editions, day) })
    },
    changes: termsChanges,
    difference: termsDifference,
  }
}
