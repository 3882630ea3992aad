// Whether people signed what an authority says they decided: node examples/verify-decision.mjs SIGNATURES
// SIGNATURES is what `authority signatures FILE` wrote. It takes Node alone; the steps are those of docs/decisions.md.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const sha256 = (data) => createHash('sha256').update(data).digest()
const bytes = (text) => Buffer.from(text, 'base64url')
const [PRESENT, VERIFIED] = [0x01, 0x04]

/** Null where the person signed this text; or which step of docs/decisions.md says no. */
export function faultOf({ text, assertion, jwk, rp_id, origins }) {
  const client = JSON.parse(bytes(assertion.client_data).toString('utf8'))
  const authenticator = bytes(assertion.authenticator_data)
  if (client.type !== 'webauthn.get') return '1: it is no assertion'
  if (client.challenge !== sha256(Buffer.from(text, 'utf8')).toString('base64url')) return '1: it is over another text'
  if (!origins.includes(client.origin) || ![undefined, false].includes(client.crossOrigin))
    return '1: it was made on another page'
  if (!authenticator.subarray(0, 32).equals(sha256(rp_id))) return '2: it was made for another site'
  if ((authenticator[32] & PRESENT) === 0) return '2: nobody was there'
  if ((authenticator[32] & VERIFIED) === 0) return '2: neither PIN nor finger was asked for'
  const signed = Buffer.concat([authenticator, sha256(bytes(assertion.client_data))])
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  return verify('sha256', signed, key, bytes(assertion.signature)) ? null : '3: it is not by this key'
}

if (process.argv[1]?.endsWith('verify-decision.mjs')) {
  const lines = readFileSync(process.argv[2] ?? '', 'utf8')
    .split('\n')
    .filter(Boolean)
  for (const one of lines.map((line) => JSON.parse(line))) {
    // A case that was erased takes its text along; that somebody signed is all that is left.
    const fault = one.text === '' ? 'erased with its case' : faultOf(one)
    const when = new Date(one.at * 1000).toISOString()
    process.stdout.write(`${fault ?? 'holds'}: ${one.name}, ${one.kind} ${one.subject}, ${when}\n`)
    if (fault !== null && one.text !== '') process.exitCode = 1
  }
}
