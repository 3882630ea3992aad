/** The page's reader in real Chromium, as it ships: the texts that it finds on pictures. */
import type { Result } from '#evisa/result.ts'
import type { FoundCodes } from '../scanner-client/offline/found-codes.ts'
import type { Opener } from '../test/browser/chromium.ts'
import { openerOfBench } from './bench-opener.ts'

/** Of one picture. */
export interface BrowserTexts {
  /** As a frame of the camera, on which no more time is spent than on the next one. */
  readonly frame: readonly string[]
  /** As a picture that was chosen or pasted. */
  readonly picture: readonly string[]
}

// They belong to the project that knows the browser's types: from here they are only called.
const BUILT_WORKER = new URL('../test/scanner-client/pwa/reading/built-worker.ts', import.meta.url).href
const BUILD = new URL('../scanner-client/pwa/build.ts', import.meta.url).href
const AT_ONCE = 10

interface BuiltWorker {
  readFile(bytes: Buffer): Promise<Result<FoundCodes, string>>
  readFrames(...pictures: readonly Buffer[]): Promise<readonly { readonly texts: readonly string[] }[]>
}

/** Reads pictures (PNG), in their order. */
export async function textsInBrowser(pictures: readonly Buffer[]): Promise<readonly BrowserTexts[]> {
  const { buildPwa } = (await import(BUILD)) as { readonly buildPwa: () => Promise<void> }
  const { builtWorker } = (await import(BUILT_WORKER)) as { readonly builtWorker: (t: Opener) => Promise<BuiltWorker> }
  await buildPwa()
  const { opener, close } = openerOfBench()
  try {
    const { readFrames, readFile } = await builtWorker(opener)
    const read: BrowserTexts[] = []
    for (let at = 0; at < pictures.length; at += AT_ONCE) {
      const some = pictures.slice(at, at + AT_ONCE)
      const frames = await readFrames(...some)
      for (const [index, bytes] of some.entries()) {
        const found = await readFile(bytes)
        read.push({ frame: frames[index]?.texts ?? [], picture: found.ok ? found.value.texts : [] })
      }
    }
    return read
  } finally {
    await close()
  }
}
