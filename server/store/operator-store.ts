/** The port to operators: people of the authority who sign in with a token of their own. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Act } from './audit-store.ts'

export interface Operator {
  readonly name: string
  readonly createdAt: EpochSeconds
}

export interface OperatorStore {
  /**
   * Adds an operator, or gives one another token: the one before is good no more, and what waits of its proposals is
   * declined. True where there was none of this name.
   */
  setOperator(name: string, tokenHash: string, act: Act): Promise<boolean>
  /** The name of the operator whose token this is; null if it is nobody's. */
  findOperator(tokenHash: string): Promise<string | null>
  /** By name, without those who were removed. */
  operators(): Promise<readonly Operator[]>
  /** Declines what waits of its proposals. False if there is none of this name. */
  removeOperator(name: string, act: Act): Promise<boolean>
}
