/** What `verify-decision.mjs` gives to whoever imports it. */
export interface SignedLine {
  readonly text: string
  readonly assertion: {
    readonly authenticator_data: string
    readonly client_data: string
    readonly signature: string
  }
  readonly jwk: object
  readonly rp_id: string
  readonly origins: readonly string[]
}

export function faultOf(line: SignedLine): string | null
