/** A store that was restored: the made world's sets in one epoch and the next, of which the backup knew less. */
import { STATUS_LIST_TYP } from '#evisa/status-list.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { signCompact } from '../../../keys/signer.ts'
import { statusListDocument } from '../../made.ts'
import { signer, worldSet } from '../made-station.ts'

export const EPOCHS = [1, 2, 3].map((number) => ({ number, id: String(number).repeat(32) }))
const URI = 'urn:evisa:KAZ:status:0'

/** The set of an epoch, of this version, with these e-visas revoked: its second wire has the texts of the first. */
export async function setOfEpoch(
  number: number,
  version: number,
  revoked: readonly number[],
  position = 0,
): Promise<Map<string, string>> {
  const entries = revoked.map((index) => ({ index, status: 'revoked' as const }))
  const iat = NOW - 400 + version
  const list = await signCompact(signer('status'), STATUS_LIST_TYP, statusListDocument(entries, { sub: URI, iat }))
  const epoch = EPOCHS[number - 1]
  if (epoch === undefined) throw new RangeError('there are three epochs')
  const set = await worldSet({ 'status/0': list }, { version, iat, wire: 2, epoch, ledger: { position } })
  const snapshot = set.get('snapshot') ?? ''
  set.delete('snapshot')
  return set.set('2/snapshot', snapshot)
}
