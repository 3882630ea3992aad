/** What the browser gives the scanner: bounded inflating, the clock that nobody sets, and `fetch`. */
import type { VerifyPlatform } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Fetch } from '../offline/http-call.ts'
import type { SyncContext } from '../offline/sync.ts'

/** zlib, bounded: null for what is none, and for what inflates beyond the limit. */
export async function inflateInBrowser(compressed: Uint8Array, maxBytes: number): Promise<Uint8Array | null> {
  const stream = new Blob([Uint8Array.from(compressed)]).stream().pipeThrough(new DecompressionStream('deflate'))
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      chunks.push(value)
      size += value.length
      if (size > maxBytes) {
        await reader.cancel()
        return null
      }
    }
  } catch (error) {
    // The browser tells so of what is no zlib stream, or ends too early.
    if (error instanceof TypeError) return null
    throw error
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

export const verifyInBrowser: VerifyPlatform = { inflate: inflateInBrowser }

/**
 * The platform of a page from the moment that it became the only one at work. The steady clock begins there, so that
 * those of two pages never overlap.
 */
export function browserContext(now: () => EpochSeconds = wallClock): SyncContext {
  const start = performance.now()
  const boot = crypto.randomUUID()
  return { verify: verifyInBrowser, now, steady: () => ({ seconds: (performance.now() - start) / 1000, boot }) }
}

export function wallClock(): EpochSeconds {
  return Math.floor(Date.now() / 1000)
}

/** Sends nothing along that the browser keeps by itself, and lets it keep nothing that comes. */
export const browserFetch: Fetch = (url, init) =>
  fetch(url, { ...init, cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' })
