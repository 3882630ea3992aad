/** The end of a device's access, as a carrier's administrator and an operator of the authority give it: a question first, and why. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refusalOf } from '../../../pages/answers.ts'
import { formOf, textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import { REVOKE_REASONS } from '../../device-standing.ts'
import { wordsOf } from '../area.ts'

export interface Ending {
  readonly question: string
  /** Which one it is. */
  readonly device: { readonly id: string; readonly about: readonly string[] }
  /** What comes of it. */
  readonly texts: readonly string[]
  readonly back: { readonly href: string; readonly text: string }
}

/** Ends it, where the form says why. False: nothing was done, and it is asked again. */
export async function endAccess({ visit, body }: Pick<FastifyRequest, 'visit' | 'body'>, id: string): Promise<boolean> {
  const asked = textsOf(body).reason
  const reason = REVOKE_REASONS.find((one) => one === asked)
  if (reason === undefined) return false
  const ended = await signedIn(visit).DELETE('/v1/devices/{id}', { params: { path: { id }, query: { reason } } })
  // Not there any more: somebody else was faster, and what was asked for is so.
  refusalOf(ended, 404)
  return true
}

export function askToEnd(
  { visit, method, url }: Pick<FastifyRequest, 'visit' | 'method' | 'url'>,
  reply: FastifyReply,
  ending: Ending,
): FastifyReply {
  const words = wordsOf(visit)
  const isAskedAgain = method === 'POST'
  return reply.page({
    template: 'devices/end.njk',
    title: words.carrier.revoke,
    words,
    hasFaults: isAskedAgain,
    status: isAskedAgain ? 422 : 200,
    view: {
      ...{ ...ending, address: url },
      reasons: REVOKE_REASONS.map((value) => ({ value, text: words.carrier.reasons[value] })),
      form: formOf({}, isAskedAgain ? [{ field: 'reason', text: words.carrier.noReason }] : []),
    },
  })
}
