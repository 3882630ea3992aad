/** Calls to a bank's interface: each ends within a time and a size, whatever the other side does. */
import { Agent, request } from 'undici'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { AcquirerFault } from './acquirer.ts'

export interface AcquirerPlace {
  /** Without a slash at its end. */
  readonly url: string
  readonly clientId: string
  readonly secret: string
  /** How long a call may take. */
  readonly answerMs?: number
}

export interface AcquirerCall {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface AcquirerCalls {
  /** Asks with a token of its own, as that interface wants it; gives the text of the answer. */
  call(call: AcquirerCall): Promise<Result<string, AcquirerFault>>
  close(): Promise<void>
}

const ANSWER_MS = 10_000
const MOST_BYTES = 20_000_000

export function acquirerCalls({ url, clientId, secret, answerMs = ANSWER_MS }: AcquirerPlace): AcquirerCalls {
  const dispatcher = new Agent({ connect: { timeout: answerMs / 2 }, maxResponseSize: MOST_BYTES, connections: 8 })
  const send = async (
    { method, path, query, body }: AcquirerCall,
    headers: Readonly<Record<string, string>>,
  ): Promise<Result<string, AcquirerFault>> => {
    try {
      const answer = await request(`${url}${path}`, {
        ...{ method, dispatcher, headers, signal: AbortSignal.timeout(answerMs) },
        ...(query && { query }),
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await answer.body.text()
      if (answer.statusCode >= 200 && answer.statusCode < 300) return ok(text)
      return fail({ kind: answer.statusCode < 500 ? 'refused' : 'not-reached', code: String(answer.statusCode) })
    } catch (error) {
      // Whatever a network can do to a call ends here; nothing was learned by it.
      const { code, name } = error as NodeJS.ErrnoException
      return fail({ kind: 'not-reached', code: code ?? name })
    }
  }
  const token = async (): Promise<Result<string, AcquirerFault>> => {
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret }
    const answer = await send(
      { method: 'POST', path: '/oauth2/token', body: new URLSearchParams(form).toString() },
      { 'content-type': 'application/x-www-form-urlencoded' },
    )
    if (!answer.ok) return answer
    const { access_token: given } = (jsonIn(answer.value) ?? {}) as { access_token?: unknown }
    return typeof given === 'string' ? ok(given) : fail({ kind: 'not-understood', code: 'token' })
  }
  return {
    call: async (call) => {
      const given = await token()
      if (!given.ok) return given
      return send(call, {
        authorization: `Bearer ${given.value}`,
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
      })
    },
    close: () => dispatcher.close(),
  }
}

/** The JSON of a text; null where it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
