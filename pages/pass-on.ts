/** Files that the server makes, passed on to whoever they are for. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemIn, Refused } from './answers.ts'
import { signedIn } from './signed-in.ts'

const TAKEN_ALONG = ['content-type', 'content-disposition']
// With the policy of pages a browser's own viewer of PDF does not start; there is nothing in these files that could run.
const POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'none'; base-uri 'none'"

/** Answers with the file at a path of the API. Throws `SignInFirst`, and `Refused` as the calls do. */
export async function passOn(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  path: string,
): Promise<FastifyReply> {
  signedIn(visit)
  const answer = await visit.call({ method: 'GET', path })
  if (!answer.ok) throw new Refused(answer.status, problemIn(await answer.json().catch(() => null)))
  for (const name of TAKEN_ALONG) {
    const value = answer.headers.get(name)
    if (value !== null) reply.header(name, value)
  }
  return reply.header('content-security-policy', POLICY).send(Buffer.from(await answer.arrayBuffer()))
}
