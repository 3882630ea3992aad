/** Operators, on PostgreSQL. */
import type { Act } from '../audit-store.ts'
import type { Operator, OperatorStore } from '../operator-store.ts'
import { decisionNote } from '../proposal-rows.ts'
import { noteActs } from './postgres-audit.ts'
import type { Connection, Queries } from './postgres-connection.ts'

export function postgresOperators(connection: Connection): OperatorStore {
  const { rows, transaction } = connection
  // Whoever had the token before may have made these proposals.
  const dropProposals = async (name: string, act: Act, on: Queries) => {
    const dropped = await rows<{ id: string }>(
      `UPDATE proposals SET state = 'declined', decided_by = $1, decided_at = $2
       WHERE proposed_by = $1 AND state = 'open' RETURNING id`,
      [name, act.at],
      on,
    )
    return dropped.map(({ id }) => decisionNote(id, 'decline', act))
  }
  return {
    setOperator: (name, tokenHash, act) =>
      transaction(async (on) => {
        await on.query('LOCK TABLE operators IN SHARE ROW EXCLUSIVE MODE')
        const there = await rows('SELECT 1 FROM operators WHERE name = $1 AND removed_at IS NULL', [name], on)
        await rows(
          `INSERT INTO operators (name, token_hash, created_at) VALUES ($1, $2, $3)
           ON CONFLICT (name) DO UPDATE SET token_hash = $2, removed_at = NULL,
             created_at = CASE WHEN operators.removed_at IS NULL THEN operators.created_at ELSE $3 END`,
          [name, tokenHash, act.at],
          on,
        )
        const dropped = await dropProposals(name, act, on)
        await noteActs(connection, [{ ...act, act: 'set-operator', subject: name, detail: {} }, ...dropped], on)
        return there.length === 0
      }),
    findOperator: async (tokenHash) => {
      const ofToken = 'SELECT name FROM operators WHERE token_hash = $1 AND removed_at IS NULL'
      return (await rows<{ name: string }>(ofToken, [tokenHash]))[0]?.name ?? null
    },
    operators: () =>
      rows<Operator>('SELECT name, created_at AS "createdAt" FROM operators WHERE removed_at IS NULL ORDER BY name'),
    removeOperator: (name, act) =>
      transaction(async (on) => {
        const gone = 'UPDATE operators SET removed_at = $2 WHERE name = $1 AND removed_at IS NULL RETURNING name'
        if ((await rows(gone, [name, act.at], on)).length === 0) return false
        const dropped = await dropProposals(name, act, on)
        await noteActs(connection, [{ ...act, act: 'remove-operator', subject: name, detail: {} }, ...dropped], on)
        return true
      }),
  }
}
