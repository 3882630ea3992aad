/** The routes of a server in this process as `fetch` sees them, its clock the one that the test moves. */
import type { Fetch } from '../../../../scanner-client/offline/http-call.ts'
import { type Built, PUBLIC_URL } from '../../../server/build-app.ts'

export function fetchAt({ app, clock }: Built): Fetch {
  return async (url, { method, headers, body }) => {
    const payload = body === undefined ? {} : { payload: body }
    const path = url.slice(PUBLIC_URL.length)
    const answer = await app.inject({ method: method as 'GET', url: path, headers, ...payload })
    const date = new Date(clock.now * 1000).toUTCString()
    const given: Readonly<Record<string, unknown>> = { ...answer.headers, date }
    return {
      status: answer.statusCode,
      headers: { get: (name) => (given[name.toLowerCase()] === undefined ? null : String(given[name.toLowerCase()])) },
      body: new Response(answer.payload || null).body,
    }
  }
}
