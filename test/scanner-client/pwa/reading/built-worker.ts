/** The built worker in real Chromium, at the origin that it is served from and under its policy. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { FIRST_RANGE, type PageRange } from '../../../../scanner-client/offline/found-codes.ts'
import { DIST_DIR } from '../../../../scanner-client/pwa/build.ts'
import type { FrameResult } from '../../../../scanner-client/pwa/reading/qr-reading.ts'
import { chromiumFor, type Opener, openPage } from '../../../browser/chromium.ts'
import { type PageServer, servePages } from '../page-server.ts'

export interface BuiltWorker extends Pick<PageServer, 'asked' | 'broken'> {
  /** A built file's path, by how its name begins and ends. */
  pathOf(name: string, ending: string): string
  /** Reads these bytes as a file, in a worker of its own. */
  readFile(bytes: Buffer, range?: PageRange): Promise<unknown>
  /** Reads these pictures as frames of the camera, one after the other in one worker. */
  readFrames(...pictures: readonly Buffer[]): Promise<readonly FrameResult[]>
}

/** `before`: a script that runs in the worker before it, to change what the browser has. */
export async function builtWorker(t: Opener, before?: string): Promise<BuiltWorker> {
  const { address, asked, broken } = await servePages(t, DIST_DIR)
  const page = await openPage(t, await chromiumFor(t), `${address}/scan/manifest.webmanifest`)
  const pathOf = (name: string, ending: string) => {
    const file = readdirSync(join(DIST_DIR, 'assets')).find((one) => one.startsWith(name) && one.endsWith(ending))
    if (file === undefined) throw new Error(`${name} was not built`)
    return `/scan/assets/${file}`
  }
  const built = pathOf('qr-worker', '.js')
  const script = before === undefined ? built : '/scan/assets/worker-of-test.js'
  broken.set('/scan/assets/before.js', before ?? '')
  broken.set('/scan/assets/worker-of-test.js', `import './before.js'\nimport '${built}'`)
  return {
    asked,
    broken,
    pathOf,
    readFile: async (bytes, range) => (await answers(page, script, 'file', [bytes], range))[0],
    readFrames: async (...pictures) => (await answers(page, script, 'frame', pictures)) as readonly FrameResult[],
  }
}

function answers(
  page: Page,
  script: string,
  kind: 'file' | 'frame',
  files: readonly Buffer[],
  range: PageRange = FIRST_RANGE,
): Promise<readonly unknown[]> {
  return page.evaluate(
    async ([script, kind, files, range]) => {
      const worker = new Worker(script, { type: 'module' })
      const answered: unknown[] = []
      for (const [id, base64] of files.entries()) {
        const blob = new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))])
        const read = kind === 'frame' ? await createImageBitmap(blob) : blob
        const answer = await new Promise<Record<string, unknown>>((resolve, reject) => {
          worker.onerror = ({ message }) => reject(new Error(message))
          worker.onmessage = ({ data }) => 'isAtWork' in data || resolve(data)
          worker.postMessage({ id, [kind]: read, range })
        })
        if (answer.id !== id) throw new Error('an answer to another question')
        answered.push('error' in answer ? answer : answer[kind])
      }
      worker.terminate()
      return answered
    },
    [script, kind, files.map((file) => file.toString('base64')), range] as const,
  )
}
