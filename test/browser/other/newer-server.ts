/** Stands before a server: lets it have a newer version of the page, and keeps what is handed in from it. */
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

export interface ServerFront {
  /** The page's worker is another one from now on. */
  isNewer: boolean
  /** The pages still come, while every call to `/v1` finds nobody. */
  isDeaf: boolean
}

const WORKER = '/scan/service-worker.js'

/** Gives the front of a server's port, and its own. */
export async function standInFront(t: Test, target: number): Promise<{ front: ServerFront; port: number }> {
  const front: ServerFront = { isNewer: false, isDeaf: false }
  const server = createServer((asked, answer) => {
    if (front.isDeaf && asked.url?.startsWith('/v1/')) return void asked.socket.destroy()
    const isChanged = front.isNewer && asked.url === WORKER
    const headers = isChanged ? { ...asked.headers, 'accept-encoding': 'identity' } : asked.headers
    const passed = request({ port: target, method: asked.method, path: asked.url, headers }, async (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers)
      if (!isChanged) return void came.pipe(answer)
      let script = ''
      for await (const chunk of came.setEncoding('utf8')) script += chunk
      // As long as it was, since its length went ahead.
      answer.end(script.replace(/version:`[0-9a-f]{16}`/, 'version:`feedfeedfeedfeed`'))
    })
    // Whoever asked sees that it broke off.
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  return { front, port: (server.address() as AddressInfo).port }
}
