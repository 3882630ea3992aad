/** What the public check page needs of the authority: its real routes in this process, and e-visas good and bad. */
import { jwsOfText, qrTextOfJws } from '#evisa/qr-text.ts'
import type { Fetch } from '../../../../scanner-client/offline/http-call.ts'
import { type Built, NOW } from '../../../server/build-app.ts'

export const ORIGIN = 'http://authority.test'

/** The server's routes as `fetch` sees them; what is asked for is noted. */
export function fetchOf({ app }: Built, asked: string[] = []): Fetch {
  return async (url, { method }) => {
    const path = url.slice(ORIGIN.length)
    asked.push(path)
    const answer = await app.inject({ method: method as 'GET', url: path })
    return {
      status: answer.statusCode,
      headers: { get: (name) => (answer.headers[name] as string | undefined) ?? null },
      body: new Blob([Uint8Array.from(answer.rawPayload)]).stream(),
    }
  }
}

/** What a context of the page needs besides. */
export const HERE = { origin: ORIGIN, now: NOW }

/** The same e-visa for another name, signed by somebody who has not the authority's key. */
export async function forge({ world }: Built, text: string): Promise<string> {
  return resign(world.keys.unlisted, text, (claims) => claims.replace('NIMALI', 'NIMALA'))
}

/** The same e-visa as one of another key's, honestly named. */
export async function signedElsewhere({ world }: Built, text: string): Promise<string> {
  const key = world.keys.unlisted
  return resign(key, text, (claims) => claims, key?.signer.kid)
}

async function resign(
  key: Built['world']['keys'][string] | undefined,
  text: string,
  change: (claims: string) => string,
  kid?: string,
): Promise<string> {
  const jws = jwsOfText(text)
  if (!jws.ok || key === undefined) throw new Error('a genuine e-visa and a key are needed')
  const [header = '', payload = ''] = jws.value.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  const protectedHeader = kid === undefined ? header : header.replace(/"kid":"[^"]+"/, `"kid":"${kid}"`)
  const signed = [protectedHeader, change(payload)].map((part) => Buffer.from(part).toString('base64url')).join('.')
  const signature = Buffer.from(await key.signer.sign(Buffer.from(signed))).toString('base64url')
  const printed = qrTextOfJws(`${signed}.${signature}`)
  if (!printed.ok) throw new Error(printed.error)
  return printed.value
}

/** The digits of a code: what stands behind the `#` of its address. */
export function digitsOf(text: string): string {
  return text.replace(/^.*?(?=\d+$)/, '').replace(/^EV1:/, '')
}
