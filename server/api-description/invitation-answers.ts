/** Hosts and invitations as the API tells them: to a host its own, to an officer with what officers did. */
import Type from 'typebox'
import { FieldFault } from '#evisa/field-fault.ts'
import { HostKind } from '#evisa/terms/terms-edition.ts'
import { sumsOfList, type TakenList } from '../invitations/take-invitation-list.ts'
import { InvitationContent } from '../lifecycles/invitation-content.ts'
import { INVITATION, type InvitationEdge, type InvitationState } from '../lifecycles/invitation-states.ts'
import { HOST_STATES, type Host, type HostBeforeOfficer, type HostState } from '../store/host-store.ts'
import type { Invitation, InvitationInFull, InvitationStep } from '../store/invitation-store.ts'
import { lineOf } from './written-text.ts'

const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Instant = Type.Integer({ description: 'Epoch seconds' })

/** What somebody says of who invites. */
export const HostClaim = Type.Object(
  {
    kind: HostKind,
    number: Type.String({ maxLength: 64, description: 'BIN, of an individual the IIN; twelve digits' }),
    name: lineOf(200, 'As it is registered, or of the person'),
    place: lineOf(200, 'Where it is registered: the Migration Service there is asked'),
  },
  { additionalProperties: false },
)

export const HostStateDocument = Type.Unsafe<HostState>(Type.Union(HOST_STATES.map((state) => Type.Literal(state))))

export const HostDocument = Type.Object({
  host: Type.String({ description: 'Its reference' }),
  kind: HostKind,
  number: Type.String({ description: 'BIN or IIN' }),
  name: Type.String(),
  place: Type.String(),
  state: HostStateDocument,
  reason: Type.String({ description: 'Why it was refused; empty otherwise' }),
  created_at: Instant,
  decided_at: orNull(Instant),
  officers: orNull(
    Type.Object({
      entered_by: orNull(Type.String({ description: 'At the counter' })),
      decided_by: orNull(Type.String()),
      others: Type.Array(
        Type.Object({ host: Type.String(), name: Type.String(), state: HostStateDocument, created_at: Instant }),
        { description: 'Of the same number, not refused' },
      ),
    }),
  ),
})

export function hostDocument(host: Host): Type.Static<typeof HostDocument> {
  const { id, kind, number, name, place, state, reason, createdAt, decidedAt } = host
  return {
    host: id,
    kind,
    number,
    name,
    place,
    state,
    reason,
    created_at: createdAt,
    decided_at: decidedAt,
    officers: null,
  }
}

export function hostForOfficer(host: HostBeforeOfficer): Type.Static<typeof HostDocument> {
  const others = host.others.map(({ id, name, state, createdAt }) => ({ host: id, name, state, created_at: createdAt }))
  const officers = { entered_by: host.enteredBy, decided_by: host.decidedBy, others }
  return { ...hostDocument(host), officers }
}

const STATES = [...new Set([...INVITATION.begins, ...Object.values(INVITATION.edges).map(({ to }) => to)])]
export const InvitationStateDocument = Type.Unsafe<InvitationState>(
  Type.Union(STATES.map((state) => Type.Literal(state))),
)

const EDGES = ['begin', ...(Object.keys(INVITATION.edges) as InvitationEdge[])] as const
const InvitationEdgeDocument = Type.Unsafe<InvitationStep['edge']>(Type.Union(EDGES.map((edge) => Type.Literal(edge))))

const Members = {
  invitation: Type.String({ description: 'Its reference' }),
  state: InvitationStateDocument,
  origin: Type.Union([Type.Literal('host'), Type.Literal('counter'), Type.Literal('paper')]),
  host: orNull(Type.String()),
  host_name: orNull(Type.String()),
  number: orNull(
    Type.String({ description: 'The visa support number. It goes to the traveller: its host sees it once it is used' }),
  ),
  content: orNull(InvitationContent),
  revision: Type.Integer(),
  list: orNull(Type.String({ description: 'That it came in' })),
  reason: Type.String({ description: 'Why it was refused; empty otherwise' }),
  created_at: Instant,
  changed_at: Instant,
  expires_at: orNull(Type.Integer({ description: 'When the number runs out' })),
  arrival_due_at: orNull(Type.Integer({ description: 'Until when the arrival is to be reported' })),
  arrived_on: orNull(Type.String()),
  officers: orNull(
    Type.Object({
      created_by: Type.String(),
      taken_up_by: orNull(Type.String()),
      decided_by: orNull(Type.String()),
      application: orNull(Type.String({ description: 'That reserved or used it' })),
    }),
  ),
}
export const ListedInvitationDocument = Type.Object(Members)
export const InvitationDocument = Type.Object({
  ...Members,
  messages: Type.Array(
    Type.Object({
      author: Type.Union([Type.Literal('host'), Type.Literal('officer')]),
      text: Type.String(),
      at: Instant,
    }),
  ),
  timeline: Type.Array(Type.Object({ edge: InvitationEdgeDocument, state: InvitationStateDocument, at: Instant }), {
    description: 'What became of it, as it happened',
  }),
  others: Type.Array(
    Type.Object({ invitation: Type.String(), state: InvitationStateDocument, host: orNull(Type.String()) }),
    { description: 'For the same passport, not over; told to officers only' },
  ),
})

export function listedInvitation(one: Invitation, forOfficer: boolean): Type.Static<typeof ListedInvitationDocument> {
  const { id, state, origin, host, hostName, number, content, revision, list, reason } = one
  const { createdBy, takenUpBy, decidedBy, application } = one
  return {
    ...{ invitation: id, state, origin, host, host_name: hostName, content, revision, list, reason },
    number: forOfficer || state === 'used' ? number : null,
    ...{ created_at: one.createdAt, changed_at: one.changedAt, expires_at: one.expiresAt },
    ...{ arrival_due_at: one.arrivalDueAt, arrived_on: one.arrivedOn },
    officers: forOfficer ? { created_by: createdBy, taken_up_by: takenUpBy, decided_by: decidedBy, application } : null,
  }
}

export function invitationDocument(
  { messages, timeline, others, ...one }: InvitationInFull,
  forOfficer: boolean,
): Type.Static<typeof InvitationDocument> {
  const told = forOfficer ? others.map(({ id, state, host }) => ({ invitation: id, state, host })) : []
  return { ...listedInvitation(one, forOfficer), messages: [...messages], timeline: [...timeline], others: told }
}

const Row = Type.Integer({ description: 'As a spreadsheet numbers it' })
export const TakenListDocument = Type.Object({
  list: Type.String({ description: 'By which its invitations are found; the same file again is the same list' }),
  sums: Type.Object(
    {
      all: Type.Integer(),
      taken: Type.Integer(),
      already: Type.Integer(),
      named: Type.Integer(),
      skipped: Type.Integer(),
    },
    { description: 'Of rows: taken + already + named + skipped = all' },
  ),
  rows: Type.Array(
    Type.Object({
      row: Row,
      became: Type.Union([Type.Literal('taken'), Type.Literal('already'), Type.Literal('named')]),
      invitation: orNull(Type.String()),
      state: orNull(InvitationStateDocument),
      errors: Type.Array(FieldFault),
    }),
  ),
  skipped: Type.Array(
    Type.Object({
      row: Row,
      why: Type.Union([Type.Literal('above-heading'), Type.Literal('heading'), Type.Literal('blank')]),
    }),
  ),
  ignored: Type.Array(Type.String(), { description: 'Columns that were not understood, as they are headed' }),
})

export function takenListDocument(taken: TakenList): Type.Static<typeof TakenListDocument> {
  const rows = taken.rows.map((line) => {
    const { row, became } = line
    if (line.became === 'named') return { row, became, invitation: null, state: null, errors: [...line.faults] }
    return { row, became, invitation: line.invitation, state: line.state, errors: [] }
  })
  return {
    ...{ list: taken.list, sums: sumsOfList(taken), rows },
    ...{ skipped: [...taken.skipped], ignored: [...taken.ignored] },
  }
}
