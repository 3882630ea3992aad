/** What is signed of people: what one administrator proposes, and another one agrees to. */
import Type from 'typebox'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../access/caller.ts'
import { CHANGING, PersonContentDocument, PersonId, personChangeDocument } from '../api-description/person-answers.ts'
import { Reason } from '../api-description/written-text.ts'
import { orThrow, problemOfFault, problemOfFields } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { approvalToSign, approveChange, openChange, proposalToSign, proposeChange } from '../people/change-person.ts'
import { readPerson } from '../people/read-person.ts'
import type { Services } from '../services.ts'
import type { ChangeFault, NewPersonChange, PersonContent } from '../store/person-store.ts'
import { approvedDocument } from './persons.ts'
import type { SignedKind } from './signed-kind.ts'

const closed = { additionalProperties: false } as const

export const PersonChangeAct = Type.Object(
  {
    kind: Type.Literal('person-change'),
    change: Type.Enum(['make', 'set', 'another-key', 'end']),
    person: Type.Optional(PersonId),
    content: Type.Optional(PersonContentDocument),
    reason: Reason,
  },
  {
    ...closed,
    description: 'Proposes what is to become of a person. make takes no person; another-key and end no content',
  },
)
export const PersonApprovalAct = Type.Object(
  { kind: Type.Literal('person-approval'), change: Type.String({ maxLength: 80 }) },
  { ...closed, description: 'Agrees to what another administrator proposed' },
)

type Change = Type.Static<typeof PersonChangeAct>
type Approval = Type.Static<typeof PersonApprovalAct>

type KeptChange = Omit<NewPersonChange, 'proposedBy' | 'firstHash' | 'kind'> & {
  readonly kind: 'person-change'
  readonly change: NewPersonChange['kind']
}

const changeOf = ({ change, id, person, content, reason }: KeptChange) => ({
  kind: change,
  id,
  person,
  content,
  reason,
})

export const personChange: SignedKind<Change, KeptChange> = {
  roles: ['administrator', 'carrier-administrator'],
  keep: async ({ change, person, content, reason }, { store }, caller) => ({
    kind: 'person-change',
    change,
    id: uuidv7(),
    person: change === 'make' ? uuidv7() : (person ?? ''),
    content: await contentOf(change, person ?? null, content ?? null, { store, caller }),
    reason,
  }),
  toSign: async (kept) => proposalToSign(changeOf(kept)),
  carryOut: async (kept, signature, { store }, { id }, act) => {
    const change = { ...changeOf(kept), proposedBy: id }
    const done = orThrow(await proposeChange(change, signature, act, store), CHANGING)
    return { change: personChangeDocument(done.change), half: done.half }
  },
}

async function contentOf(
  change: NewPersonChange['kind'],
  person: string | null,
  sent: NonNullable<Change['content']> | null,
  { store, caller }: { readonly store: Pick<Services['store'], 'findPerson'>; readonly caller: Caller },
): Promise<PersonContent> {
  const found = person === null || change === 'make' ? null : await store.findPerson(person)
  // Of the people of others a carrier's administrator is not told that they exist.
  const isOwn = caller.administers === null || found?.carrier === caller.administers.carrier
  if (change !== 'make' && (found === null || !isOwn)) throw new Problem('not-found', 'There is no such person.')
  if (found !== null && (change === 'another-key' || change === 'end')) {
    const { name, badge, email, roles, carrier, stations } = found
    return { name, badge, email, roles, carrier, stations }
  }
  if (sent === null) throw new Problem('bad-request', 'content is missing: say what the person is to be.')
  const ofCarrier = caller.administers !== null && { carrier: caller.administers.carrier }
  const read = readPerson(
    found === null ? { ...sent, ...ofCarrier } : { ...sent, name: found.name, carrier: found.carrier },
  )
  if (!read.ok) throw problemOfFields('bad-request', read.error)
  return read.value
}

export const personApproval: SignedKind<Approval, Approval> = {
  // Of a lost key a supervisor may agree, too: which of them may is judged with the change.
  roles: ['administrator', 'supervisor', 'carrier-administrator'],
  keep: async (asked) => asked,
  toSign: async ({ change }, { store }, { administers }) => {
    const open = orThrow(await openChange(change, store), CHANGING)
    if (administers === null || open.side === administers.carrier) return approvalToSign(open)
    throw problemOfFault<ChangeFault>('not-there', CHANGING)
  },
  carryOut: async ({ change }, signature, { store, keyPlace }, { id }, act) => {
    const waits = keyPlace?.isDemonstration !== true
    return approvedDocument(
      orThrow(await approveChange(change, { by: id, signature }, act, { store, waits }), CHANGING),
    )
  },
}
