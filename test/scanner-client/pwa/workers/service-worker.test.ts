import t from 'tap'
import { buildPwa } from '../../../../scanner-client/pwa/build.ts'
import { chromiumFor } from '../../../browser/chromium.ts'
import { lookForUpdate, openSmallPage, servePages, untilInstalled, untilShown, writeVersion } from '../page-server.ts'

t.test('the scanner works with the server gone, breaks no policy, and has every file of its version', async (t) => {
  const dist = t.testdir()
  await buildPwa(dist)
  const server = await servePages(t, dist)
  const context = await chromiumFor(t)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI}`),
    )
  })
  await page.goto(`${server.address}/scan/`)
  await page.getByLabel('Enrolment code').waitFor()
  await untilInstalled(page)
  t.same(complaints, [])

  await server.close()
  await context.setOffline(true)
  await page.reload()
  await page.getByLabel('Enrolment code').waitFor()
  await page.goto(`${server.address}/scan/?from=launcher#flight=KC104`)
  await page.getByLabel('Enrolment code').waitFor()
  t.same(complaints, [])
  const kept = await page.evaluate(async () => {
    const [name = ''] = await caches.keys()
    const paths = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)
    const answers = await Promise.all(paths.map(async (path) => [path, (await fetch(path)).ok] as const))
    const wasm = paths.find((path) => path.includes('zxing_reader')) ?? ''
    await WebAssembly.compileStreaming(fetch(wasm))
    return answers
  })
  t.ok(kept.some(([path]) => path === '/scan/index.html'))
  for (const [path, isThere] of kept) t.ok(isThere, path)
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.isInline = true'
    document.body.append(script)
  })
  t.match(
    complaints.join('\n'),
    /Executing inline script violates/,
    'the policy holds offline too, and would have been heard',
  )
})

t.test('what is under /v1 is asked of the server each time, and never kept', async (t) => {
  const dist = t.testdir()
  await writeVersion(dist, 'one')
  const server = await servePages(t, dist)
  const context = await chromiumFor(t)
  const page = await openSmallPage(t, context, server.address)
  const ask = () => page.evaluate(async () => (await fetch('/v1/time')).text())
  t.not(await ask(), await ask())
  const kept = await page.evaluate(async () => {
    const found: string[] = []
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname)
    }
    return found
  })
  t.same(kept.toSorted(), ['/scan/assets/page.js', '/scan/index.html'])
  await server.close()
  await t.rejects(ask(), /Failed to fetch/)
})

t.test('a version that does not come whole is not there at all, and the one before works on', async (t) => {
  const dist = t.testdir()
  await writeVersion(dist, 'one')
  const server = await servePages(t, dist)
  const context = await chromiumFor(t)
  const page = await openSmallPage(t, context, server.address)
  const cachesNow = () => page.evaluate(() => caches.keys())
  const [first] = await cachesNow()
  await writeVersion(dist, 'two')
  const faults = { 'a file that fails': 500, 'a file that is not there': 404, 'a file of other bytes': 'let a = 1' }
  for (const [what, fault] of Object.entries(faults)) {
    server.broken.set('/scan/assets/page.js', fault)
    t.equal(await lookForUpdate(page), 'failed', what)
    t.same(await cachesNow(), [first], what)
    await page.reload()
    await untilShown(page, 'one')
  }
  server.broken.clear()
  await lookForUpdate(page)
  await untilShown(page, 'two')
  t.equal((await cachesNow()).length, 1, 'the version before is gone')
  t.not((await cachesNow())[0], first)
  await server.close()
  await page.reload()
  await untilShown(page, 'two')
})
