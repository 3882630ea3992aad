/** The recovery token in what is sent, and what is answered where it is another one. */
import Type from 'typebox'
import type { ProblemsOf } from '../http/fault-problems.ts'
import type { TokenFault } from '../recovery/recovery-token.ts'

export const RecoveryToken = Type.String({ maxLength: 100, description: 'As `keys init` showed it' })

export const RECOVERY_TOKEN: ProblemsOf<TokenFault> = {
  'no-recovery-token': [
    'conflict',
    'These keys have no recovery token: make one where the keys are (npm run -s keys -- recovery-token).',
  ],
  'wrong-token': [
    'not-allowed',
    'This is not the recovery token that was made last for these keys. Another one is made where the keys are: npm run -s keys -- recovery-token.',
  ],
}
