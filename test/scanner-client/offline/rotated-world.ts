/** The made world after two new roots: what a scanner that was away has to walk through in one update. */
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { testKey } from '../../../fixtures/test-signer.ts'
import { signGeneral } from '../../../keys/signer.ts'
import { WORLD, worldSet } from '../made-station.ts'

const root = async (numbers: readonly number[]) => Promise.all(numbers.map((one) => testKey(`root ${one}`, 'root')))

async function signedRoot(version: number, before: readonly number[], own: readonly number[]): Promise<string> {
  const keys = await root(own)
  const signers = new Map([...(await root(before)), ...keys].map(({ signer }) => [signer.kid, signer]))
  return signGeneral([...signers.values()], 'evisa-root+json', {
    version,
    iat: NOW - 10 * DAY,
    exp: NOW + 1000 * DAY,
    threshold: 2,
    keys: keys.map(({ jwk }) => jwk),
  })
}

/** Roots 2 and 3, a trust list under root 3, a new policy, and a snapshot of version 10. */
export async function rotatedSet(): Promise<Map<string, string>> {
  const { iat, exp, keys } = JSON.parse(
    Buffer.from(JSON.parse(WORLD.artefacts['trust-1'] ?? '').payload, 'base64url').toString(),
  )
  const signers = (await root([4, 5])).map(({ signer }) => signer)
  return worldSet(
    {
      'root/2': await signedRoot(2, [1, 2], [2, 3, 4]),
      'root/3': await signedRoot(3, [2, 3], [3, 4, 5]),
      trust: await signGeneral(signers, 'evisa-trust+json', { version: 2, iat: iat + 60, exp, keys }),
      policy: WORLD.artefacts['policy-strict'],
    },
    { version: 10, iat: NOW - 100 },
  )
}
