/** A portal as its server sees it, over the network: enrolled by the authority of a data folder. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { request } from 'undici'
import type { Call } from '../server/build-app.ts'
import { callWithProof, type DpopContext, deviceCall, makeDeviceKey } from '../server/dpop-device.ts'

export async function portalDevice(url: string, dataDir: string): Promise<Call> {
  const send: Call = async (method, path, body, headers = {}) => {
    const isJson = typeof body === 'object'
    const answer = await request(`${url}${path}`, {
      ...{ method, headers: { ...(isJson && { 'content-type': 'application/json' }), ...headers } },
      ...(body !== undefined && { body: isJson ? JSON.stringify(body) : String(body) }),
    })
    const text = await answer.body.text()
    const read = text.startsWith('{') ? JSON.parse(text) : undefined
    return { status: answer.statusCode, headers: answer.headers, text, bytes: Buffer.from(text), body: read }
  }
  const authorization = `Bearer ${readFileSync(join(dataDir, 'authority.token'), 'utf8').trim()}`
  const code = await send('POST', '/v1/enrolment-codes', { role: 'portal' }, { authorization })
  const context: DpopContext = { url, key: await makeDeviceKey(), now: () => Math.floor(Date.now() / 1000), send }
  const asked = { secret: code.body.secret, name: 'a portal' }
  const enrolled = await callWithProof(context, ['POST', '/v1/devices', asked], null, { nonce: null })
  return deviceCall(enrolled.body.id, context)
}
