/** What the pages of the passport's picture ask the API: the copies of a case, and the bytes of one. */
import type { paths } from '../../examples/client/evisa-api.d.ts'
import { dataOf, isProblem, type Refused, refusalOf } from '../../pages/answers.ts'
import type { ComingFile, FileFormFault } from '../../pages/read-file-form.ts'
import type { Visit } from '../../pages/visit.ts'

export type Copy =
  paths['/v1/applications/{reference}/copies/{id}']['get']['responses'][200]['content']['application/json']

/** Why no copy can be begun now: words of the page say what to do. */
export type BeginFault = 'empty' | 'too-large' | 'closed' | 'too-many'

/** Newest first. Throws `Refused` where the case is not this person's. */
export async function copiesOf({ api }: Visit, reference: string): Promise<readonly Copy[]> {
  const path = { reference }
  return dataOf(await api.GET('/v1/applications/{reference}/copies', { params: { path } })).copies
}

export async function copyOf({ api }: Visit, reference: string, id: string): Promise<Copy> {
  return dataOf(await api.GET('/v1/applications/{reference}/copies/{id}', { params: { path: { reference, id } } }))
}

export async function beginCopy({ api }: Visit, reference: string, size: number): Promise<Copy | BeginFault> {
  const begun = await api.POST('/v1/applications/{reference}/copies', {
    params: { path: { reference } },
    body: { size },
  })
  const refused = refusalOf(begun, 400, 409, 413, 429)
  return refused === undefined ? dataOf(begun) : beginFault(refused)
}

const FAULTS: Readonly<Record<number, BeginFault>> = { 400: 'empty', 409: 'closed', 413: 'too-large', 429: 'too-many' }

function beginFault(refused: Refused): BeginFault {
  const fault = FAULTS[refused.status]
  // An address with what is no reference is not there.
  if (fault === undefined || (fault === 'empty' && !isProblem(refused, 'bad-request'))) throw refused
  return fault
}

/** The last part is answered once the copy was opened, or after twenty seconds. */
const PART_MS = 40_000

/** Sends a part on; what the API says of it. Throws `AuthorityAway`. */
export function sendPart(
  { call }: Visit,
  { reference, id, place }: { readonly reference: string; readonly id: string; readonly place: number },
  body: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  return call({
    method: 'PUT',
    path: `/v1/applications/${encodeURIComponent(reference)}/copies/${encodeURIComponent(id)}/parts/${place}`,
    headers: { 'content-type': 'application/octet-stream' },
    body,
    withinMs: PART_MS,
  })
}

/** Sends a file on as it comes, piece by piece. */
export async function sendFile(
  visit: Visit,
  reference: string,
  { size, pieces, keeping }: ComingFile,
): Promise<BeginFault | FileFormFault | null> {
  const begun = await keeping(beginCopy(visit, reference, size))
  if (typeof begun === 'string') return begun
  let place = 0
  let last: Buffer<ArrayBuffer> | null = null
  for await (const piece of pieces) {
    if (last !== null) place += await keeping(sendWhole(visit, { reference, id: begun.id, place }, last))
    last = piece
  }
  // More than was announced is no file of this form's, and less is one that was cut off.
  if (last === null || place + last.length !== size) return 'not-whole'
  await keeping(sendWhole(visit, { reference, id: begun.id, place }, last))
  return null
}

async function sendWhole(
  visit: Visit,
  to: { readonly reference: string; readonly id: string; readonly place: number },
  piece: Buffer<ArrayBuffer>,
): Promise<number> {
  const response = await sendPart(visit, to, piece)
  const answer = await response.json()
  dataOf({ response, ...(response.ok ? { data: answer } : { error: answer }) })
  return piece.length
}
