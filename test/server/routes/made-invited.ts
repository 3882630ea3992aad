/** A portal with a host that is confirmed, and officers, as the route tests of invitations use them. */
import type { Test } from 'tap'
import type { InvitationContent } from '../../../server/lifecycles/invitation-content.ts'
import { type Answer, type BuildOptions, build } from '../build-app.ts'
import { people } from '../people.ts'
import { INVITED } from '../store/made-invitations.ts'

export const CLAIM = { kind: 'legal-entity', number: '9412 4000 0193', name: 'Steppe Tours LLP', place: 'Almaty' }

export async function madeInvited(t: Test, options: BuildOptions = {}) {
  const built = await build(t, options)
  const { portal, host: signIn, applicant } = await people(built)
  const [first, second] = [await built.operator('first'), await built.operator('second')]
  const host = await signIn('host@example.org')
  const { body } = await host.call('POST', '/v1/hosts', CLAIM)
  await first('POST', `/v1/hosts/${body.host}/decision`, { decision: 'confirm' })
  const ask = async (content: Partial<InvitationContent> = {}) =>
    (await host.call('POST', '/v1/invitations', { host: body.host, content: { ...INVITED, ...content } })).body
  /** Asked for, submitted and taken up by the first officer; its reference. */
  const inReview = async (content: Partial<InvitationContent> = {}): Promise<string> => {
    const { invitation } = await ask(content)
    await host.call('POST', `/v1/invitations/${invitation}/submission`)
    await first('POST', `/v1/invitations/${invitation}/take-up`)
    return invitation
  }
  return { ...built, portal, signIn, applicant, host, hostId: body.host as string, first, second, ask, inReview }
}

/** A problem as it was told, with its status and detail. */
export const told = ({ body }: Answer): Answer['body'] => body
