/**
 * Places of the status lists that were published graver than the store has them, with nothing that says why: rows that were damaged
 * or are not there any more. Scanners hold what was published, and nobody may learn from a damaged row that it is taken back.
 */
import { hash } from 'node:crypto'
import { textOfBase64url } from '#evisa/base64url-text.ts'
import { BYTES_A_LIST, isGraverStatus, statusAt } from '#evisa/status-list.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'
import type { PublishedPlace } from '../store/recovery-store.ts'
import { RowDamaged } from '../store/row-sums.ts'
import type { Store } from '../store/store.ts'

/** Those of all lists, as they were published; throws `RowDamaged` where a list is not as it was published. */
export async function unexplainedPlaces(
  store: Pick<Store, 'publishedArtefacts' | 'explainedPlaces'>,
  lists: readonly Uint8Array[],
): Promise<readonly PublishedPlace[]> {
  const found: PublishedPlace[] = []
  for (const artefact of await store.publishedArtefacts()) {
    const list = Number(/^status\/([0-9]+)$/.exec(artefact.path)?.[1])
    const own = lists[list]
    if (own === undefined) continue
    const graver = placesGraver(list, await bytesOf(artefact), own)
    if (graver.length === 0) continue
    const asOwn = new Map(graver.map(({ place }) => [place, statusAt({ bytes: own }, place)]))
    const explained = await store.explainedPlaces(list, asOwn)
    found.push(...graver.filter(({ place }) => !explained.has(place)))
  }
  return found
}

async function bytesOf({ path, body, sha256 }: PublishedArtefact): Promise<Uint8Array> {
  if (hash('sha256', body, 'base64url') !== sha256) throw new RowDamaged('artefacts', path)
  const { status_list } = JSON.parse(textOfBase64url(body.split('.')[1] ?? ''))
  const bytes = await inflateBytes(Buffer.from(status_list.lst, 'base64url'), BYTES_A_LIST)
  if (bytes === null) throw new RowDamaged('artefacts', path)
  return bytes
}

/** Four places in a byte, of which nearly all are the same. */
function placesGraver(list: number, published: Uint8Array, own: Uint8Array): PublishedPlace[] {
  const graver: PublishedPlace[] = []
  for (const [at, byte] of published.entries()) {
    if (byte === own[at]) continue
    for (let place = at * 4; place < at * 4 + 4; place++) {
      const status = statusAt({ bytes: published }, place)
      if (status !== 'valid' && isGraverStatus(status, statusAt({ bytes: own }, place)))
        graver.push({ list, place, status })
    }
  }
  return graver
}
