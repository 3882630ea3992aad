/** The browser's reader in real Chromium, as the page ships it: the worker that was built, asked as the page asks it. */
import { buildPwa } from '../../scanner-client/pwa/build.ts'
import { builtWorker } from '../scanner-client/pwa/reading/built-worker.ts'
import type { Opener } from './chromium.ts'

const AT_ONCE = 10

export interface ReadByBrowser {
  /** As a frame of the camera, on which no more time is spent than on the next one. */
  readonly frame: boolean
  /** As a picture that was chosen or pasted. */
  readonly picture: boolean
}

/** Reads pictures (PNG), in their order. */
export async function readByBrowser(pictures: readonly Buffer[]): Promise<readonly ReadByBrowser[]> {
  await buildPwa()
  const ends: (() => unknown)[] = []
  const opener = {
    teardown: (end: () => unknown) => void ends.unshift(end),
    fail: (message: string) => {
      throw new Error(message)
    },
  } as unknown as Opener
  try {
    const { readFrames, readFile } = await builtWorker(opener)
    const read: ReadByBrowser[] = []
    for (let at = 0; at < pictures.length; at += AT_ONCE) {
      const some = pictures.slice(at, at + AT_ONCE)
      const frames = await readFrames(...some)
      for (const [index, bytes] of some.entries()) {
        const answer = (await readFile(bytes)) as { readonly ok: boolean; readonly value?: readonly string[] }
        const picture = answer.ok && (answer.value?.length ?? 0) > 0
        read.push({ frame: (frames[index]?.texts.length ?? 0) > 0, picture })
      }
    }
    return read
  } finally {
    for (const end of ends) await end()
  }
}
