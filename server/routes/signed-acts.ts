/** What people sign, a kind a row: who may, what the text says, and what is done once it is signed. */
import Type from 'typebox'
import type { Caller } from '../access/caller.ts'
import { Problem } from '../http/problem.ts'
import type { PersonRole } from '../store/person-store.ts'
import { CaseAct, CorrectionAct, caseDecision, correction } from './signed-cases.ts'
import { IssueAct, issue } from './signed-issues.ts'
import type { SignedKind } from './signed-kind.ts'
import { LookAct, secondLook } from './signed-looks.ts'
import { PersonApprovalAct, PersonChangeAct, personApproval, personChange } from './signed-persons.ts'
import { ProposalAct, ProposalApprovalAct, proposal, proposalApproval } from './signed-proposals.ts'

export const SignedAct = Type.Union([
  PersonChangeAct,
  PersonApprovalAct,
  CaseAct,
  CorrectionAct,
  ProposalAct,
  ProposalApprovalAct,
  IssueAct,
  LookAct,
])
export type SignedAct = Type.Static<typeof SignedAct>
type KindName = SignedAct['kind']
type Asked<N extends KindName> = Extract<SignedAct, { readonly kind: N }>

const KINDS: { readonly [N in KindName]: SignedKind<Asked<N>, never> } = {
  'person-change': personChange as SignedKind<Asked<'person-change'>, never>,
  'person-approval': personApproval as SignedKind<Asked<'person-approval'>, never>,
  case: caseDecision as SignedKind<Asked<'case'>, never>,
  correction: correction as SignedKind<Asked<'correction'>, never>,
  proposal: proposal as SignedKind<Asked<'proposal'>, never>,
  'proposal-approval': proposalApproval as SignedKind<Asked<'proposal-approval'>, never>,
  issue: issue as SignedKind<Asked<'issue'>, never>,
  'second-look': secondLook as SignedKind<Asked<'second-look'>, never>,
}

/** Who may sign an act. */
export function rolesFor({ kind }: { readonly kind: KindName }): readonly PersonRole[] {
  return KINDS[kind].roles
}

/** The kind of an act, as it is asked or as it was kept. Throws the problem of whoever may not do it. */
export function kindOf({ kind }: { readonly kind: KindName }, { roles }: Caller): SignedKind<SignedAct, never> {
  const found = KINDS[kind] as SignedKind<SignedAct, never>
  if (found.roles.some((role) => roles.includes(role))) return found
  throw new Problem('not-allowed', `This takes ${found.roles.join(' or ')}; you are ${roles.join(' and ')}.`)
}
