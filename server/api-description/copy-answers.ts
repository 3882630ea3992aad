/** A copy of a passport as its owner is told of it. */
import Type from 'typebox'
import { FINDINGS, type FindingCode, isFindingCode } from '../passport-copies/copy-findings.ts'
import type { StoredCopy, StoredFinding } from '../store/copy-store.ts'

const closed = { additionalProperties: false } as const

export const CaseParams = Type.Object({ reference: Type.String({ minLength: 1, maxLength: 40 }) }, closed)
const copy = {
  reference: Type.String({ minLength: 1, maxLength: 40 }),
  id: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
}
export const CopyParams = Type.Object(copy, closed)
export const PartParams = Type.Object(
  { ...copy, place: Type.String({ pattern: '^[0-9]{1,9}$', description: 'Of its first byte, from 0' }) },
  closed,
)
export const PageParams = Type.Object(
  { ...copy, file: Type.String({ pattern: '^[1-9][0-9]{0,2}\\.jpg$', description: 'The page, from 1: `1.jpg`' }) },
  closed,
)

export const CopyDocument = Type.Object({
  id: Type.String(),
  state: Type.Enum(['receiving', 'making', 'accepted', 'refused'], {
    description:
      'receiving: go on from `received`. making: all has come, and is being opened; ask again. accepted: `pages` can be looked at. refused: `findings` say why, and what to do',
  }),
  size: Type.Integer({ description: 'Bytes that are to come' }),
  received: Type.Integer({ description: 'Bytes that have come, all before them too' }),
  pages: Type.Integer(),
  findings: Type.Array(
    Type.Object({
      code: Type.Enum(Object.keys(FINDINGS) as [FindingCode, ...FindingCode[]]),
      weight: Type.Enum(['refusal', 'warning']),
      page: Type.Union([Type.Integer(), Type.Null()]),
      detail: Type.String({ description: 'What is wrong, and what to do' }),
    }),
    { description: 'Warnings are what the picture itself shows; whether it is the right page nobody has read' },
  ),
  created_at: Type.Integer(),
  changed_at: Type.Integer(),
})
export type CopyDocument = Type.Static<typeof CopyDocument>

export function copyDocument({ id, state, size, received, pages, findings, ...copy }: StoredCopy): CopyDocument {
  return {
    id,
    state: state === 'receiving' && received === size ? 'making' : state,
    size,
    received,
    pages,
    findings: findings.flatMap(findingDocument),
    created_at: copy.createdAt,
    changed_at: copy.changedAt,
  }
}

function findingDocument({ code, page }: StoredFinding): CopyDocument['findings'] {
  // What an earlier version of this server found and this one does not know says nothing to anybody.
  return isFindingCode(code) ? [{ code, page, ...FINDINGS[code] }] : []
}
