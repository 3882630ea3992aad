/** The life of an invitation: asked for by a host, approved with a number, used by one application. */
import type { EdgeOf, Machine, StateOf } from './machine.ts'

export const INVITATION = {
  kind: 'invitation',
  // What was given on paper comes in with its number, for a second officer to approve.
  begins: ['draft', 'review'],
  edges: {
    submit: { from: ['draft'], to: 'submitted' },
    'take-up': { from: ['submitted'], to: 'review' },
    ask: { from: ['review'], to: 'information-asked' },
    answer: { from: ['information-asked'], to: 'review' },
    approve: { from: ['review'], to: 'approved' },
    refuse: { from: ['review'], to: 'refused' },
    'call-off': { from: ['draft', 'submitted', 'review', 'information-asked', 'approved'], to: 'cancelled' },
    reserve: { from: ['approved'], to: 'reserved' },
    'give-back': { from: ['reserved'], to: 'approved' },
    use: { from: ['reserved'], to: 'used' },
    expire: { from: ['approved'], to: 'expired' },
  },
} as const satisfies Machine

export type InvitationState = StateOf<typeof INVITATION>
export type InvitationEdge = EdgeOf<typeof INVITATION>
