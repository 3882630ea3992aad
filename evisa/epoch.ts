/** The life of a store between two restores: what positions and versions of a ledger are counted in. */
import Type from 'typebox'

export const Epoch = Type.Object(
  {
    number: Type.Integer({ minimum: 1, maximum: 9999, description: 'One more at each restore' }),
    id: Type.String({ pattern: '^[A-Za-z0-9_-]{32,43}$', description: 'Random: two of one number are a fork' }),
  },
  { additionalProperties: false, description: 'Of wire version 2' },
)
export type Epoch = Type.Static<typeof Epoch>

/** SHA-256 over the head before, a dot, and the entry at a position: see `server/store/ledger-head.ts`. */
export const LedgerHead = Type.String({
  pattern: '^[A-Za-z0-9_-]{43}$',
  description: 'The running hash of the ledger at that position, base64url; of wire version 2',
})

/** What speaks against another epoch after this one: it went back, or two have one number. Null where nothing does. */
export function epochFault(
  held: Epoch | undefined,
  offered: Epoch | undefined,
): 'artefact/rollback' | 'artefact/conflict' | null {
  if (held === undefined) return null
  // Whoever knows the second version of the wire is not led back to the first, which has no epoch.
  if (offered === undefined || offered.number < held.number) return 'artefact/rollback'
  return offered.number === held.number && offered.id !== held.id ? 'artefact/conflict' : null
}
