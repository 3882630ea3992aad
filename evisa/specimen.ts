/** Specimens: what the keys of a demonstration sign. Their trust list names one more key, which nobody holds. */
import type { PublicJwk } from './root.ts'
import type { TrustList } from './trust-list.ts'

/**
 * The key by which a trust list says that it is a demonstration's. Its x is the SHA-256 of `SPECIMEN 0`, its y the even one: a
 * point that nobody came to by a private key, so that no ceremony makes it and nothing is ever signed by it.
 */
export const SPECIMEN_JWK: PublicJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'pv3JTPAVVq36S-Z8A1vghF7fBGg4_apgFCJFnRbzUjc',
  y: 'Hjb2h2MVSHgDsTVmHX1IMzb07YmnNPFV_5mUPb8vw3Y',
}
export const SPECIMEN_KID = 'xW_qYPLjJo0'

/** What stands on everything of a demonstration, in every language at once: whoever sees it may read any. */
export const SPECIMEN_WORDS = 'SPECIMEN · ОБРАЗЕЦ · ҮЛГІ'

/** Whether all that is signed under this trust list is a specimen. */
export function isSpecimen(trust: Pick<TrustList, 'keys'> | null): boolean {
  return trust?.keys.has(SPECIMEN_KID) ?? false
}
