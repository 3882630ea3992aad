/** What is signed of the desk's own issuing: each application by its hash. It is issued then with the id of the signature. */
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { uuidv7 } from 'uuidv7'
import { callerOf } from '../access/caller.ts'
import { SIGNING } from '../api-description/person-answers.ts'
import { orThrow, type ProblemsOf } from '../http/fault-problems.ts'
import {
  ISSUE_KIND,
  ISSUE_ROLES,
  ISSUE_SECONDS,
  IssueContent,
  type IssueSignatureFault,
  proveIssue,
  type ToIssue,
} from '../issuing/signed-issue.ts'
import type { Services } from '../services.ts'
import type { SignedKind } from './signed-kind.ts'
import { assertNoSignature } from './takes-signature.ts'

/** In which the id of a signature comes with what it is over. */
export const SIGNATURE_HEADER = 'evisa-signature'

export const IssueAct = Type.Object(
  { kind: Type.Literal('issue'), ...IssueContent.properties },
  {
    additionalProperties: false,
    description: `Lets the desk issue these e-visas within ${ISSUE_SECONDS / 3600} hours: send the id of the signature as \`${SIGNATURE_HEADER}\` with them`,
  },
)
type Asked = Type.Static<typeof IssueAct>
type Kept = Asked & { readonly id: string }

export const issue: SignedKind<Asked, Kept> = {
  roles: ISSUE_ROLES,
  keep: async (asked) => ({ ...asked, id: uuidv7() }),
  toSign: async ({ id, replaces, reason, applications }) => ({
    ...{ kind: ISSUE_KIND, subject: id },
    content: { replaces, reason, applications },
  }),
  carryOut: async ({ id, applications }, signature, { store }, _caller, act) => {
    const note = { ...act, act: 'person-sign', subject: id, detail: { applications: applications.length } } as const
    orThrow(await store.keepSigned(signature, note), SIGNING)
    return { applications: applications.length }
  },
}

/**
 * The signature that comes with what is to be issued, proven; null where none came and none is needed. Throws the problem of
 * whoever needs one.
 */
export async function signatureOfIssue(
  request: Pick<FastifyRequest, 'caller' | 'headers'>,
  toIssue: ToIssue,
  services: Services,
): Promise<string | null> {
  const { store, now, keyPlace = null } = services
  const sent = request.headers[SIGNATURE_HEADER]
  if (typeof sent !== 'string') {
    await assertNoSignature(callerOf(request), services)
    return null
  }
  orThrow(await proveIssue(sent, toIssue, now(), { store, keyPlace }), ISSUING_SIGNED)
  return sent
}

const ISSUING_SIGNED: ProblemsOf<IssueSignatureFault> = {
  'not-proven': [
    'not-allowed',
    'This signature proves nothing of this: there is none of that id over it, it does not hold, or whoever made it is not there any more.',
  ],
  'signed-long-ago': ['conflict', `It was signed more than ${ISSUE_SECONDS / 3600} hours ago: have it signed anew.`],
  'not-in-it': ({ faults }) => [
    'conflict',
    `${faults.length} of them are not what was signed: nothing was issued.`,
    { errors: faults.slice(0, 100) },
  ],
}
