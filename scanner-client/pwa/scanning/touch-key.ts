/** Asking for a security key in a page (W3C, Web Authentication Level 3): whoever stands here, by PIN or finger, with no network. */
import { base64url } from 'jose'
import { fail, ok } from '#evisa/result.ts'
import type { Roster } from '#evisa/roster.ts'
import { sha256 } from '#evisa/sha256.ts'
import type { AskForKey } from '../../offline/person-acts.ts'

const WAIT_MS = 60_000

/** Whether keys of this roster work in this page: an address of a domain that they are for, in a browser that has them. */
export function keysWork(
  { rp_id, origins }: Pick<Roster, 'rp_id' | 'origins'>,
  { origin, hostname }: Location,
): boolean {
  const isOfDomain = hostname === rp_id || hostname.endsWith(`.${rp_id}`)
  return typeof PublicKeyCredential === 'function' && isOfDomain && origins.includes(origin)
}

export const touchKey: AskForKey = async (text, roster) => {
  if (!keysWork(roster, location)) return fail('person/unusable')
  try {
    const publicKey: PublicKeyCredentialRequestOptions = {
      challenge: Uint8Array.from(await sha256(text)),
      rpId: roster.rp_id,
      // The key itself knows whose it is: nobody types a name before.
      allowCredentials: [],
      userVerification: 'required',
      timeout: WAIT_MS,
    }
    const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null
    if (credential === null) return fail('person/cancelled')
    const { authenticatorData, clientDataJSON, signature } = credential.response as AuthenticatorAssertionResponse
    return ok({
      credential: written(credential.rawId),
      authenticator_data: written(authenticatorData),
      client_data: written(clientDataJSON),
      signature: written(signature),
    })
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    // A person who takes the key away, and a page that may not ask, are told apart by name alone.
    return fail(['SecurityError', 'NotSupportedError'].includes(error.name) ? 'person/unusable' : 'person/cancelled')
  }
}

function written(bytes: ArrayBuffer): string {
  return base64url.encode(new Uint8Array(bytes))
}
