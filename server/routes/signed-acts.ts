/** What people sign, a kind a row: who may, what the text says, and what is done once it is signed. */
import Type from 'typebox'
import { uuidv7 } from 'uuidv7'
import type { Caller } from '../access/caller.ts'
import { CHANGING, PersonContentDocument, PersonId, personChangeDocument } from '../api-description/person-answers.ts'
import { Reason } from '../api-description/written-text.ts'
import { orThrow, problemOfFields } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { approvalToSign, approveChange, openChange, proposalToSign } from '../people/change-person.ts'
import { readPerson } from '../people/read-person.ts'
import type { Services } from '../services.ts'
import type { ToSign } from '../signing/sign.ts'
import type { Act } from '../store/audit-store.ts'
import type { NewPersonChange, PersonContent, PersonRole } from '../store/person-store.ts'
import type { KeptSignature } from '../store/signature-store.ts'
import { inviteDocument } from './persons.ts'

const closed = { additionalProperties: false } as const

/** A kind of act. `A` is what is asked; `K` what is kept of it with the text, and done. Each may throw the problem that keeps it from being done. */
interface SignedKind<A, K> {
  readonly roles: readonly PersonRole[]
  /** What of it is kept until it is signed. */
  keep(asked: A, services: Services, caller: Caller): Promise<K>
  /** What the text says now. */
  toSign(kept: K, services: Services, caller: Caller): Promise<ToSign>
  /** Does it, with its signature, all or nothing. */
  carryOut(kept: K, signature: KeptSignature, services: Services, caller: Caller, act: Act): Promise<object>
}

const PersonChangeAct = Type.Object(
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
const PersonApprovalAct = Type.Object(
  { kind: Type.Literal('person-approval'), change: Type.String({ maxLength: 80 }) },
  { ...closed, description: 'Agrees to what another administrator proposed' },
)

export const SignedAct = Type.Union([PersonChangeAct, PersonApprovalAct])
export type SignedAct = Type.Static<typeof SignedAct>
type KindName = SignedAct['kind']
type Asked<N extends KindName> = Extract<SignedAct, { readonly kind: N }>

type KeptChange = Omit<NewPersonChange, 'proposedBy' | 'kind'> & {
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

const personChange: SignedKind<Asked<'person-change'>, KeptChange> = {
  roles: ['administrator'],
  keep: async ({ change, person, content, reason }, { store }) => ({
    kind: 'person-change',
    change,
    id: uuidv7(),
    person: change === 'make' ? uuidv7() : (person ?? ''),
    content: await contentOf(change, person ?? null, content ?? null, store),
    reason,
  }),
  toSign: async (kept) => proposalToSign(changeOf(kept)),
  carryOut: async (kept, signature, { store }, { id }, act) => {
    const change = { ...changeOf(kept), proposedBy: id }
    return { change: personChangeDocument(orThrow(await store.proposeChange(change, signature, act), CHANGING)) }
  },
}

async function contentOf(
  change: NewPersonChange['kind'],
  person: string | null,
  sent: NonNullable<Asked<'person-change'>['content']> | null,
  store: Pick<Services['store'], 'findPerson'>,
): Promise<PersonContent> {
  const found = person === null ? null : await store.findPerson(person)
  if (change !== 'make' && found === null) throw new Problem('not-found', 'There is no such person.')
  if (found !== null && (change === 'another-key' || change === 'end')) {
    const { name, badge, email, roles } = found
    return { name, badge, email, roles }
  }
  if (sent === null) throw new Problem('bad-request', 'content is missing: say what the person is to be.')
  const read = readPerson(found === null ? sent : { ...sent, name: found.name })
  if (!read.ok) throw problemOfFields('bad-request', read.error)
  return read.value
}

const personApproval: SignedKind<Asked<'person-approval'>, Asked<'person-approval'>> = {
  // Of a lost key a supervisor may agree, too: which of them may is judged with the change.
  roles: ['administrator', 'supervisor'],
  keep: async (asked) => asked,
  toSign: async ({ change }, { store }) => approvalToSign(orThrow(await openChange(change, store), CHANGING)),
  carryOut: async ({ change }, signature, { store, keyPlace }, { id }, act) => {
    const waits = keyPlace?.isDemonstration !== true
    const done = orThrow(await approveChange(change, { by: id, signature }, act, { store, waits }), CHANGING)
    return { change: personChangeDocument(done.change), invite: done.invite && inviteDocument(done.invite) }
  },
}

const KINDS: { readonly [N in KindName]: SignedKind<Asked<N>, never> } = {
  'person-change': personChange as SignedKind<Asked<'person-change'>, never>,
  'person-approval': personApproval as SignedKind<Asked<'person-approval'>, never>,
}

/** The kind of an act, as it is asked or as it was kept. Throws the problem of whoever may not do it. */
export function kindOf({ kind }: { readonly kind: KindName }, { roles }: Caller): SignedKind<SignedAct, never> {
  const found = KINDS[kind] as SignedKind<SignedAct, never>
  if (found.roles.some((role) => roles.includes(role))) return found
  throw new Problem('not-allowed', `This takes ${found.roles.join(' or ')}; you are ${roles.join(' and ')}.`)
}
