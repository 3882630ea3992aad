import t from 'tap'
import { isNeeded } from '../../../../scanner-client/pwa/installation/environment.ts'
import { chromiumFor } from '../../../browser/chromium.ts'
import { type SmallPage, servePages, writeVersion } from '../page-server.ts'

const dist = t.testdir()
await writeVersion(dist, 'one')
const { address } = await servePages(t, dist)
const host = 'http://scanner.test'
const context = await chromiumFor(t, { args: [`--host-resolver-rules=MAP scanner.test ${address.slice(7)}`] })

/** What is found missing where something was taken away before the page was loaded. */
async function faultsWithout(take: string, origin = address): Promise<readonly string[]> {
  const page = await context.newPage()
  await page.addInitScript(take)
  await page.goto(`${origin}/scan/`)
  const faults = await page.evaluate(() =>
    (globalThis as unknown as { page: SmallPage }).page.environmentFaults(window as Window & typeof globalThis),
  )
  const left = await page.evaluate(async () => (await globalThis.indexedDB?.databases().catch(() => [])) ?? [])
  t.same(left, [], 'the trial leaves nothing behind')
  await page.close()
  return faults
}

t.test('nothing is missing where all is there', async (t) => {
  t.same(await faultsWithout(''), [])
})

t.test('an origin that is not secure is told as that, since the rest follows from it', async (t) => {
  t.same(await faultsWithout('', host), ['insecure'])
})

t.test('each thing that is missing has its code', async (t) => {
  const taken: Readonly<Record<string, string>> = {
    'no-storage': 'delete Object.getPrototypeOf(globalThis).indexedDB; delete globalThis.indexedDB',
    'no-crypto': 'SubtleCrypto.prototype.generateKey = () => Promise.reject(new DOMException("no"))',
    'no-service-worker': 'delete Navigator.prototype.serviceWorker',
    'no-wasm': 'delete globalThis.WebAssembly',
  }
  for (const [fault, take] of Object.entries(taken)) t.same(await faultsWithout(take), [fault], fault)
})

t.test('a storage that is there and cannot be opened is none', async (t) => {
  const refusing = `IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }`
  t.same(await faultsWithout(refusing), ['no-storage'])
  const failing = `const { open } = IDBFactory.prototype
    IDBFactory.prototype.open = function (name) {
      const request = open.call(this, name)
      request.onupgradeneeded = () => request.transaction.abort()
      return request
    }`
  t.same(await faultsWithout(failing), ['no-storage'])
})

t.test('without the network and without WebAssembly there is still a scanner', async (t) => {
  t.same(
    ['insecure', 'no-storage', 'no-crypto', 'no-service-worker', 'no-wasm'].map((fault) => isNeeded(fault as never)),
    [true, true, true, false, false],
  )
})
