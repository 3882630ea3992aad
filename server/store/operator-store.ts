/** The port to operators: people of the authority who sign in with a token of their own. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Act } from './audit-store.ts'

/** What an operator may be called. */
export const OPERATOR_NAME = /^[\p{L}\p{N}._@ -]{1,60}$/u

export interface Operator {
  readonly name: string
  readonly createdAt: EpochSeconds
}

export interface OperatorStore {
  /**
   * Adds an operator, or gives one another token: the token before is good no more, and the operator's open proposals are
   * declined. True where there was none of this name.
   */
  setOperator(name: string, tokenHash: string, act: Act): Promise<boolean>
  /** The name of the operator whose token this is; null if it is nobody's. */
  findOperator(tokenHash: string): Promise<string | null>
  /** The operators by name, without those who were removed. */
  operators(): Promise<readonly Operator[]>
  /** Removes an operator and declines the open proposals of that name. False if there is none. */
  removeOperator(name: string, act: Act): Promise<boolean>
}
