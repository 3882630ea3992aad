/** Newer versions of the page: fetched in the background, taken over only when nobody is in the middle of something. */

export interface UpdateContext {
  readonly container: ServiceWorkerContainer
  /** No verdict is open and nothing is being recorded. Asked of every page that is open, and again before it reloads. */
  readonly isSafe: () => boolean | Promise<boolean>
  /** A newer version is ready and waits. */
  readonly onWaiting: () => void
  readonly reload: () => void
}

const WORKER = '/scan/service-worker.js'
const LOOK_AGAIN_MS = 3_600_000
const TRY_MS = 1000

/** Installs the worker and follows its updates. Rejects where it cannot be installed: then the page needs the network. */
export async function followUpdates({ container, isSafe, onWaiting, reload }: UpdateContext): Promise<void> {
  let isControlled = container.controller !== null
  container.addEventListener('controllerchange', () => {
    // The first worker takes over a page of its own version: nothing is to be loaded anew.
    if (isControlled) void whenSafe(isSafe).then(reload)
    isControlled = true
  })
  container.addEventListener('message', async ({ data, ports }) => {
    if (data === 'may-take-over') ports[0]?.postMessage(await isSafe())
  })
  container.startMessages()
  const registration = await container.register(WORKER, { scope: '/scan/', updateViaCache: 'none' })
  let isTrying = false
  const tryToUpdate = () => {
    // Beside no other it is the first, which nobody has to wait for.
    if (registration.waiting === null || registration.active === null) return
    onWaiting()
    if (isTrying) return
    isTrying = true
    const timer = setInterval(async () => {
      if (registration.waiting === null) {
        clearInterval(timer)
        isTrying = false
      } else if (await isSafe()) registration.waiting?.postMessage('take-over')
    }, TRY_MS)
  }
  const follow = (worker: ServiceWorker | null) => worker?.addEventListener('statechange', tryToUpdate)
  registration.addEventListener('updatefound', () => follow(registration.installing))
  follow(registration.installing)
  tryToUpdate()
  // A scanner's page stays open for weeks.
  setInterval(() => void registration.update().catch(() => undefined), LOOK_AGAIN_MS)
}

/** What was begun since the pages were asked is finished first. */
async function whenSafe(isSafe: UpdateContext['isSafe']): Promise<void> {
  while (!(await isSafe())) await new Promise((resolve) => setTimeout(resolve, TRY_MS))
}
