/** The steps of docs/decisions.md as an outsider goes them: with Node's own crypto, and nothing of ours. */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'

const { rp_id, origins, roster, cases } = JSON.parse(
  readFileSync(new URL('../../fixtures/decision-vectors.json', import.meta.url), 'utf8'),
)
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()
const bytes = (text: string) => Buffer.from(text, 'base64url')

/** The first step that finds something; null where it holds. */
function faultIn({ text, assertion, jwk }: (typeof cases)[number]): number | null {
  const client = JSON.parse(bytes(assertion.client_data).toString())
  const isOfText = client.type === 'webauthn.get' && client.challenge === sha256(text).toString('base64url')
  if (!isOfText || !origins.includes(client.origin) || (client.crossOrigin ?? false)) return 1
  const authenticator = bytes(assertion.authenticator_data)
  const flags = authenticator[32] ?? 0
  if (!authenticator.subarray(0, 32).equals(sha256(rp_id)) || (flags & 1) === 0 || (flags & 4) === 0) return 2
  const signed = Buffer.concat([authenticator, sha256(bytes(assertion.client_data))])
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  if (!verify('sha256', signed, key, bytes(assertion.signature))) return 3
  const { statement, kind, subject, signer, time } = JSON.parse(text)
  const [listed] = roster.filter(({ credential }: { credential: string }) => credential === assertion.credential)
  const isWhole = statement === 'evisa-gate/decision/1' && kind === 'case' && subject === 'K7Q2M4XN9TBD'
  if (!isWhole || listed?.person !== signer.id || listed.from > time || listed.until < time) return 4
  return listed.roles.includes('case-officer') ? null : 5
}

t.test('each vector is found by the step that the page says', async (t) => {
  t.ok(cases.length > 5)
  for (const one of cases) t.equal(faultIn(one), one.step, one.name)
})
