/** Operators, on SQLite. */
import type Database from 'better-sqlite3'
import type { Act } from '../audit-store.ts'
import type { Operator, OperatorStore } from '../operator-store.ts'
import { decisionNote } from '../proposal-rows.ts'
import { sqliteAuditor } from './sqlite-audit.ts'

export function sqliteOperators(database: Database.Database): OperatorStore {
  const audit = sqliteAuditor(database)
  const ofToken = database
    .prepare<[string], string>('SELECT name FROM operators WHERE token_hash = ? AND removed_at IS NULL')
    .pluck()
  const all = database.prepare<[], Operator>(
    'SELECT name, created_at AS "createdAt" FROM operators WHERE removed_at IS NULL ORDER BY name',
  )
  const isThere = isOperator(database)
  const put = database.prepare(
    `INSERT INTO operators (name, token_hash, created_at) VALUES (@name, @tokenHash, @at)
     ON CONFLICT (name) DO UPDATE SET token_hash = @tokenHash, removed_at = NULL,
       created_at = CASE WHEN removed_at IS NULL THEN created_at ELSE @at END`,
  )
  const remove = database.prepare('UPDATE operators SET removed_at = ? WHERE name = ? AND removed_at IS NULL')
  const dropProposals = database
    .prepare<[{ name: string; at: number }], string>(
      `UPDATE proposals SET state = 'declined', decided_by = @name, decided_at = @at
       WHERE proposed_by = @name AND state = 'open' RETURNING id`,
    )
    .pluck()
  // Whoever had the token before may have made these proposals.
  const drop = (name: string, act: Act) => {
    for (const id of dropProposals.all({ name, at: act.at })) audit(decisionNote(id, 'decline', act))
  }
  const set = database.transaction((name: string, tokenHash: string, act: Act) => {
    const isNew = !isThere(name)
    put.run({ name, tokenHash, at: act.at })
    audit({ ...act, act: 'set-operator', subject: name, detail: {} })
    drop(name, act)
    return isNew
  })
  const removeNamed = database.transaction((name: string, act: Act) => {
    if (remove.run(act.at, name).changes === 0) return false
    audit({ ...act, act: 'remove-operator', subject: name, detail: {} })
    drop(name, act)
    return true
  })
  return {
    setOperator: async (name, tokenHash, act) => set.immediate(name, tokenHash, act),
    findOperator: async (tokenHash) => ofToken.get(tokenHash) ?? null,
    operators: async () => all.all(),
    removeOperator: async (name, act) => removeNamed.immediate(name, act),
  }
}

/** Whether somebody of this name is an operator now. */
export function isOperator(database: Database.Database): (name: string) => boolean {
  const one = database.prepare<[string]>('SELECT 1 FROM operators WHERE name = ? AND removed_at IS NULL')
  return (name) => one.get(name) !== undefined
}
