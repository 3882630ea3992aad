/** Files that the server makes, passed on to whoever they are for. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused, type ToldProblem } from '../../pages/answers.ts'
import { SignInFirst } from '../../pages/page-faults.ts'

const PROBLEM: ToldProblem = { type: 'urn:evisa:problem:internal' }
const TAKEN_ALONG = ['content-type', 'content-disposition']
// With the policy of pages a browser's own viewer of PDF does not start; there is nothing in these files that could run.
const POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'none'; base-uri 'none'"

/** Answers with the file at a path of the API. Throws `SignInFirst`, and `Refused` as the calls do. */
export async function passOn(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  path: string,
): Promise<FastifyReply> {
  if (visit.session === null) throw new SignInFirst()
  const answer = await visit.call({ method: 'GET', path })
  if (!answer.ok) throw new Refused(answer.status, await problemOf(answer))
  for (const name of TAKEN_ALONG) {
    const value = answer.headers.get(name)
    if (value !== null) reply.header(name, value)
  }
  return reply.header('content-security-policy', POLICY).send(Buffer.from(await answer.arrayBuffer()))
}

async function problemOf(answer: Response): Promise<ToldProblem> {
  const told: unknown = await answer.json().catch(() => null)
  const isProblem = typeof told === 'object' && told !== null && 'type' in told && typeof told.type === 'string'
  return isProblem ? (told as ToldProblem) : PROBLEM
}
