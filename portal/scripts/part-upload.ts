/** Sends a file in parts over a line that may be cut at any time: what has come is asked for, and it goes on from there. */

/** What carries the parts: the browser's own, or a test's. */
export interface UploadLine {
  fetch(address: string, init: RequestInit): Promise<Response>
  /** Until so much time has gone by, or the line is known to be back. */
  wait(milliseconds: number): Promise<void>
  /** In milliseconds. */
  now(): number
}

export interface Upload {
  /** Of the copy, without a slash at its end. */
  readonly address: string
  readonly token: string
  readonly file: Blob
  /** How much of it has come before. */
  readonly received: number
}

export interface Progress {
  readonly received: number
  readonly isCut: boolean
}

/** `gone`: the page has to be loaded anew, which says why. */
export type UploadEnd = 'arrived' | 'gone'

const LEAST_BYTES = 16_384
const FIRST_BYTES = 65_536
const MOST_BYTES = 131_072
const QUICK_MS = 3000
const SLOW_MS = 10_000
const PART_MS = 28_000
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 15_000

interface Standing {
  readonly state: string
  readonly received: number
}

/** Goes on for as long as it takes. */
export async function sendParts(
  upload: Upload,
  line: UploadLine,
  tell: (progress: Progress) => void,
): Promise<UploadEnd> {
  const { file } = upload
  let { received } = upload
  let bytes = FIRST_BYTES
  let waits = FIRST_WAIT_MS
  tell({ received, isCut: false })
  while (received < file.size) {
    const began = line.now()
    const sent = await sendPart(upload, received, bytes, line)
    if (sent === 'gone') return 'gone'
    if (sent !== 'cut') {
      received = sent.received
      waits = FIRST_WAIT_MS
      bytes = nextBytes(bytes, line.now() - began)
      tell({ received, isCut: false })
      continue
    }
    tell({ received, isCut: true })
    bytes = Math.max(LEAST_BYTES, bytes / 2)
    await line.wait(waits)
    waits = Math.min(LONGEST_WAIT_MS, 2 * waits)
    const stands = await standing(upload, line)
    if (stands === 'gone') return 'gone'
    if (stands === 'cut') continue
    if (stands.state !== 'receiving') return 'arrived'
    received = stands.received
    tell({ received, isCut: false })
  }
  return 'arrived'
}

function nextBytes(bytes: number, took: number): number {
  if (took < QUICK_MS) return Math.min(MOST_BYTES, 2 * bytes)
  return took > SLOW_MS ? Math.max(LEAST_BYTES, bytes / 2) : bytes
}

function sendPart({ address, token, file }: Upload, place: number, bytes: number, line: UploadLine) {
  return asked(line, `${address}/parts/${place}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'evisa-form': token },
    body: file.slice(place, place + bytes),
  })
}

/** How a copy stands. */
export function standing({ address }: Pick<Upload, 'address'>, line: UploadLine): Promise<Standing | 'cut' | 'gone'> {
  return asked(line, address, { method: 'GET' })
}

async function asked(line: UploadLine, address: string, init: RequestInit): Promise<Standing | 'cut' | 'gone'> {
  try {
    // A session that is over is answered with another page.
    const answer = await line.fetch(address, { ...init, redirect: 'manual', signal: AbortSignal.timeout(PART_MS) })
    // Something came twice or in between: what has come is asked for. The rest passes by.
    if (answer.status === 409 || answer.status === 408 || answer.status === 429 || answer.status >= 500) return 'cut'
    return answer.ok ? ((await answer.json()) as Standing) : 'gone'
  } catch {
    return 'cut'
  }
}
