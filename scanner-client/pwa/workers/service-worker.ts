/** Keeps the whole page for work without a network: every file of one version, or none of it. */

/** Written in by the build: every file of this version, and what is in it (SHA-256 as `fetch` takes it). */
declare const PRECACHE: {
  readonly version: string
  readonly files: readonly { readonly path: string; readonly integrity: string }[]
}

// Read once: the build puts the whole list wherever the name stands.
const { version, files } = PRECACHE
const worker = self as unknown as ServiceWorkerGlobalScope
const CACHES = 'evisa-scanner-'
const CACHE = `${CACHES}${version}`
const SCOPE = '/scan/'
const PAGE = '/scan/index.html'
/** A page that does not answer in this time is in the middle of something, for all that is known. */
const ANSWER_MS = 1000

worker.addEventListener('install', (event) => {
  event.waitUntil(install())
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(activate())
})

worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(takeOver())
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  // What is signed or recorded never comes out of a cache of ours.
  if (request.method !== 'GET' || url.origin !== worker.location.origin || !url.pathname.startsWith(SCOPE)) return
  event.respondWith(answer(request, url))
})

async function install(): Promise<void> {
  try {
    const cache = await caches.open(CACHE)
    // One file that does not come, or not as it was built, fails the installation: the version before stays. They come past
    // the browser's own cache, since what was kept there broken would fail every time again.
    await cache.addAll(files.map(({ path, integrity }) => new Request(path, { cache: 'reload', integrity })))
  } catch (error) {
    await caches.delete(CACHE)
    throw error
  }
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHES) && name !== CACHE) await caches.delete(name)
  }
  await worker.clients.claim()
}

/** One page asks; it is done only if none of those that are open is in the middle of something. */
async function takeOver(): Promise<void> {
  const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const pages = open.filter(({ url }) => new URL(url).pathname.startsWith(SCOPE))
  const answers = await Promise.all(pages.map(mayBeReplaced))
  if (answers.every((isSafe) => isSafe)) await worker.skipWaiting()
}

function mayBeReplaced(page: Client): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(data === true)
    setTimeout(resolve, ANSWER_MS, false)
    page.postMessage('may-take-over', [port2])
  })
}

async function answer(request: Request, { pathname }: URL): Promise<Response> {
  const cache = await caches.open(CACHE)
  const isPage = request.mode === 'navigate' && !pathname.endsWith('.html')
  // How a file was packed for the way here says nothing about what it is.
  const kept = await cache.match(isPage ? PAGE : pathname, { ignoreVary: true })
  return kept ?? fetch(request)
}
