/** The raw side of a press on the portal's last button: one bare route that takes the form, looks whose it is, writes and sends on. */
import fastifyFormbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { isFormToken } from '../pages/browser-cookies.ts'
import type { FloorCases } from './floor-submission.ts'

interface PressRoute {
  Params: { language: string; reference: string }
  Body: Record<string, string>
}

const COOKIES = /^portal=([^.]+)\.([^;]+); portal-browser=(.+)$/

export async function pressRoute(
  app: FastifyInstance,
  cases: () => FloorCases | null,
  signedReceipt: () => Promise<string>,
): Promise<void> {
  await app.register(fastifyFormbody)
  app.post<PressRoute>('/:language/applications/:reference/form/check', async ({ headers, params, body }, reply) => {
    const [, token = '', owner = '', secret = ''] = COOKIES.exec(headers.cookie ?? '') ?? []
    const { _form, revision: _revision, ...declaration } = body
    if (!isFormToken(_form, secret, { token, owner })) throw new Error('not a form of this browser')
    const { language, reference } = params
    if (!cases()?.declare(reference, token, declaration, await signedReceipt())) throw new Error('not a session of it')
    return reply.redirect(`/${language}/applications/${reference}/pay`, 303)
  })
}
