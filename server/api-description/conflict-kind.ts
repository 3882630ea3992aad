/** The kinds of conflicts, as every answer about one names them. */
import Type from 'typebox'
import { CONFLICT_KINDS, type ConflictKind } from '../store/ledger-store.ts'

export const ConflictKindText = Type.Unsafe<ConflictKind>(
  Type.Union(
    CONFLICT_KINDS.map((kind) => Type.Literal(kind)),
    { description: 'What is odd; docs/authority.md says of each what it means' },
  ),
)
