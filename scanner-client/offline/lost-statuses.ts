/** What the status lists of an epoch said of e-visas, and those of the epochs after it have not said yet. */
import type { ArtefactSet } from '#evisa/artefact-set.ts'
import { isGraverStatus, type StatusList, statusAt, type VisaStatus } from '#evisa/status-list.ts'

/** The graver status by the URI of the list and the index in it; what a list says again is no longer here. */
export type LostStatuses = Readonly<Record<string, readonly (readonly [index: number, status: VisaStatus])[]>>

type Lists = Pick<ArtefactSet, 'statusLists'>

const A_BYTE = 4

/** What is open once a set is taken: of what was open before, and of the sets of epochs that end with it. */
export function lostStatuses(open: LostStatuses, ended: readonly Lists[], now: Lists): LostStatuses {
  const found = new Map<string, Map<number, VisaStatus>>()
  const note = (uri: string, index: number, status: VisaStatus) => {
    const list = now.statusLists.get(uri)
    const known = found.get(uri) ?? new Map<number, VisaStatus>()
    const present = list === undefined ? 'valid' : statusAt(list, index)
    if (!isGraverStatus(status, present) || !isGraverStatus(status, known.get(index) ?? 'valid')) return
    found.set(uri, known.set(index, status))
  }
  for (const [uri, places] of Object.entries(open)) for (const [index, status] of places) note(uri, index, status)
  for (const { statusLists } of ended) {
    for (const [uri, list] of statusLists) {
      for (const index of differing(list, now.statusLists.get(uri))) note(uri, index, statusAt(list, index))
    }
  }
  return Object.fromEntries([...found].map(([uri, places]) => [uri, [...places]]))
}

export function lostStatusOf(lost: LostStatuses, uri: string, index: number): VisaStatus | null {
  return lost[uri]?.find(([at]) => at === index)?.[1] ?? null
}

/** The indices at which two lists may differ. */
function* differing({ bytes }: StatusList, other: StatusList | undefined): Generator<number> {
  for (const [at, byte] of bytes.entries()) {
    if (byte === (other?.bytes[at] ?? 0)) continue
    for (let place = 0; place < A_BYTE; place++) yield at * A_BYTE + place
  }
}
