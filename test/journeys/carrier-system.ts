/** A carrier's own system: enrolled by a code, it calls the API over the network as any departure control system would. */
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import type { Answer, Call } from '../server/build-app.ts'
import {
  askForToken,
  callWithProof,
  type DpopContext,
  deviceCall,
  makeDeviceKey,
  makeProof,
} from '../server/dpop-device.ts'

export interface CarrierSystem {
  readonly id: string
  readonly call: Call
  /** The events of a flight until one of this kind came; each with its data. */
  watchFor(path: string, event: string): Promise<unknown>
}

const now = () => Math.floor(Date.now() / 1000)

/** Enrols by a one-time code. */
export async function carrierSystem(code: string, name: string): Promise<CarrierSystem> {
  const parsed = parseEnrolmentCode(code)
  if (!parsed.ok) throw new Error(parsed.error)
  const { server: url, secret } = parsed.value
  const context: DpopContext = { url, key: await makeDeviceKey(), now, send: overHttp(url) }
  const enrolled = await callWithProof(context, ['POST', '/v1/devices', { secret, name }], null, { nonce: null })
  if (enrolled.status !== 201) throw new Error(`not enrolled: ${enrolled.text}`)
  const { id } = enrolled.body
  return { id, call: deviceCall(id, context), watchFor: (path, event) => watchFor(id, context, path, event) }
}

function overHttp(url: string): Call {
  return async (method, path, body, headers = {}) => {
    const isText = typeof body === 'string' || body === undefined
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...(isText ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const text = bytes.toString()
    const isJson = /^application\/(problem\+)?json/.test(answer.headers.get('content-type') ?? '')
    const all: Record<string, string> = {}
    answer.headers.forEach((value, header) => {
      all[header] = value
    })
    return {
      status: answer.status,
      headers: all,
      text,
      bytes,
      body: isJson && text !== '' ? JSON.parse(text) : undefined,
    } satisfies Answer
  }
}

async function watchFor(id: string, context: DpopContext, path: string, event: string): Promise<unknown> {
  const held = { nonce: null }
  const { access_token: token } = (await askForToken(id, context, held)).body
  const proof = await makeProof(context, { method: 'GET', path, token, nonce: held.nonce })
  const answer = await fetch(`${context.url}${path}`, {
    headers: { authorization: `DPoP ${token}`, dpop: proof, accept: 'text/event-stream' },
    signal: AbortSignal.timeout(30_000),
  })
  if (answer.status !== 200 || answer.body === null)
    throw new Error(`not watched: ${answer.status} ${await answer.text()}`)
  let text = ''
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const found = text.split('\n\n').find((one) => one.startsWith(`event: ${event}\n`) && text.includes(`${one}\n\n`))
    if (found !== undefined) return JSON.parse(/^data: (.*)$/m.exec(found)?.[1] ?? 'null')
  }
  throw new Error(`the events ended without ${event}`)
}
