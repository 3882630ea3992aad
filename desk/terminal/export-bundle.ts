/** Writing a bundle: what a scanner would fetch, in one file that appears under its name only when it is whole. */
import type { FileHandle } from 'node:fs/promises'
import { textOfBase64url } from '#evisa/base64url-text.ts'
import { BUNDLE_HEADER, type BundleItem, bundleLine } from '#evisa/bundle.ts'
import type { FeedPage } from '#evisa/feed-page.ts'
import { ROSTER_PATH } from '#evisa/roster.ts'
import { BORDER_SET, SECOND_WIRE, SNAPSHOT_PATH, type SnapshotDocument } from '#evisa/snapshot.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'
import { writeOwnFile } from './own-file.ts'

export interface ExportReport {
  readonly artefacts: number
  readonly crossings: number
  readonly bytes: number
}

/** Asks the server for the present set and, unless it is for a carrier, the whole ledger. What it says is not judged here. */
export async function exportBundle(
  desk: Pick<AuthorityCalls, 'send'>,
  file: string,
  isForCarrier: boolean,
): Promise<ExportReport> {
  return writeOwnFile(file, (out) => writeBundle(desk, out, isForCarrier))
}

async function writeBundle(
  { send }: Pick<AuthorityCalls, 'send'>,
  out: FileHandle,
  isForCarrier: boolean,
): Promise<ExportReport> {
  const report = { artefacts: 0, crossings: 0, bytes: 0 }
  const write = async (line: string) => {
    const bytes = Buffer.from(`${line}\n`)
    // All of it: a disk that fills up may take a part and say nothing.
    await out.appendFile(bytes)
    report.bytes += bytes.length
  }
  const add = (item: BundleItem) => write(bundleLine(item))
  const text = async (path: string) => (await send('GET', path)).toString()
  await write(BUNDLE_HEADER)
  const written = new Map<string, string>()
  const texts = new Set<string>()
  for (const wire of ['', SECOND_WIRE, ...(isForCarrier ? [] : [BORDER_SET])]) {
    const path = `${wire}${SNAPSHOT_PATH}`
    const snapshot = await text(`/v1/artefacts/${path}`).catch(nullIfMissing)
    // One of them may be ended, or not there yet.
    // And where there is no roster the border's is that of everybody.
    if (snapshot === null || texts.has(snapshot)) continue
    texts.add(snapshot)
    await add({ path, text: snapshot })
    report.artefacts += 1
    // By hash: what is published meanwhile must not make a mixture of two sets.
    for (const [member, { sha256 }] of Object.entries(payloadOf<SnapshotDocument>(snapshot).artefacts)) {
      if (written.get(member) === sha256) continue
      // What the second wire has otherwise goes by a name of its own.
      const name = written.has(member) ? `${wire}${member}` : member
      written.set(name, sha256)
      const from = member === ROSTER_PATH ? BORDER_SET : ''
      await add({ path: name, text: await text(`/v1/artefacts/${from}by-hash/${sha256}`) })
      report.artefacts += 1
    }
  }
  if (report.artefacts === 0) throw new CallFailed('the server publishes no snapshot: is it one of evisa-gate?')
  for (let after = 0, isComplete = isForCarrier; !isComplete; ) {
    const feed = await text(`/v1/crossings/feed?after=${after}`)
    const { next, complete, crossings } = payloadOf<FeedPage>(feed)
    await add({ feed })
    report.crossings += crossings.length
    isComplete = complete
    after = next
  }
  return report
}

function nullIfMissing(error: unknown): null {
  if (error instanceof CallFailed && error.status === 404) return null
  throw error
}

function payloadOf<T>(jws: string): T {
  return JSON.parse(textOfBase64url(jws.split('.')[1] ?? ''))
}
