/**
 * What curl cannot make: a DPoP proof (RFC 9449) or a client assertion (RFC 7523), by the key in a folder, which is made if there is none.
 *
 *   node examples/dpop-proof.mjs FOLDER proof METHOD URL [NONCE] [TOKEN]
 *   node examples/dpop-proof.mjs FOLDER assertion DEVICE ISSUER
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKeyPair, generateProof } from 'dpop'
import { SignJWT } from 'jose'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' }
const [folder = 'evisa-device', what, ...of] = process.argv.slice(2)
const key = await keyIn(folder)

if (what === 'proof') {
  const [method = 'POST', url = '', nonce = '', token = ''] = of
  console.log(await generateProof(key, url.split('?')[0], method, nonce || undefined, token || undefined))
} else if (what === 'assertion') {
  const [device = '', issuer = ''] = of
  const assertion = new SignJWT().setProtectedHeader({ alg: 'ES256' }).setIssuer(device).setSubject(device)
  const limited = assertion.setAudience(issuer).setJti(crypto.randomUUID()).setIssuedAt().setExpirationTime('1m')
  console.log(await limited.sign(key.privateKey))
} else {
  console.error('node examples/dpop-proof.mjs FOLDER proof|assertion ...')
  process.exit(2)
}

async function keyIn(folder) {
  const file = join(folder, 'key.json')
  if (!existsSync(file)) {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(file, JSON.stringify(await crypto.subtle.exportKey('jwk', privateKey)), { mode: 0o600 })
  }
  const jwk = JSON.parse(readFileSync(file, 'utf8'))
  const { d: _, key_ops: _ops, ...open } = jwk
  return {
    privateKey: await crypto.subtle.importKey('jwk', jwk, ALGORITHM, false, ['sign']),
    publicKey: await crypto.subtle.importKey('jwk', open, ALGORITHM, true, ['verify']),
  }
}
