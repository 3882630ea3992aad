/** What a page's script got of an authenticator, as the API takes it. */

export interface SentAssertion {
  readonly credential: string
  readonly authenticator_data: string
  readonly client_data: string
  readonly signature: string
}

/** An assertion as browsers write it in JSON (Web Authentication, 5.1); null for what is none. */
export function readAssertion(text: string): SentAssertion | null {
  const { id, response } = (readObject(text) ?? {}) as { id?: unknown; response?: Record<string, unknown> }
  const { authenticatorData, clientDataJSON, signature } = response ?? {}
  if (typeof id !== 'string' || typeof authenticatorData !== 'string') return null
  if (typeof clientDataJSON !== 'string' || typeof signature !== 'string') return null
  return { credential: id, authenticator_data: authenticatorData, client_data: clientDataJSON, signature }
}

/** That whoever is signed in has a key at hand, as a form of theirs brings it; null for none. */
export function readProof(
  asked = '',
  answer = '',
): { readonly sign_in: string; readonly assertion: SentAssertion } | null {
  const assertion = readAssertion(answer)
  return assertion === null ? null : { sign_in: asked, assertion }
}

/** An object in JSON; null for what is none. */
export function readObject(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
