import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { answerProblems } from '../../../server/http/problem.ts'
import { scannerPage } from '../../../server/routes/scanner-page.ts'
import { build } from '../build-app.ts'

const SCRIPT = `console.log("${'scanner '.repeat(400)}")`

/** The routes beside the plugins that the server has before them, over a folder of the test. */
async function serve(t: Test, dist: string) {
  const app = Fastify()
  answerProblems(app)
  await app.register(helmet)
  await app.register(compress, { encodings: ['gzip'], customTypes: /json|jwt|text|javascript|svg|wasm/ })
  await app.register(scannerPage, { dist })
  t.teardown(() => app.close())
  return (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers })
}

function builtPages(t: Test): string {
  const dist = t.testdir()
  mkdirSync(join(dist, 'assets'))
  for (const name of ['index.html', 'check.html', 'service-worker.js', 'manifest.webmanifest']) {
    writeFileSync(join(dist, name), `${name} ${SCRIPT}`)
  }
  writeFileSync(join(dist, 'assets/app-1a2b.js'), SCRIPT)
  writeFileSync(join(dist, 'assets/app-1a2b.js.br'), brotliCompressSync(SCRIPT))
  writeFileSync(join(dist, 'assets/reader.wasm'), Buffer.from([0, 97, 115, 109]))
  return dist
}

t.test('serves the scanner and the check page under the strictest policy that they work with', async (t) => {
  const get = await serve(t, builtPages(t))
  const pages = { '/scan/': 'index.html', '/scan/index.html': 'index.html', '/Q': 'check.html', '/q?x=1': 'check.html' }
  for (const [url, name] of Object.entries(pages)) {
    const { statusCode, headers, body } = await get(url)
    t.equal(statusCode, 200, url)
    t.ok(body.startsWith(name), url)
    t.match(headers['content-type'], /^text\/html/, url)
    t.equal(headers['cache-control'], 'no-cache', url)
    t.equal(
      headers['content-security-policy'],
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; " +
        "font-src 'self'; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; " +
        "frame-ancestors 'none'; base-uri 'none'",
      url,
    )
    t.match(headers['permissions-policy'], /camera=\(self\)/, url)
    t.equal(headers['cross-origin-opener-policy'], 'same-origin', url)
    t.equal(headers['referrer-policy'], 'no-referrer', url)
    t.equal(headers['x-content-type-options'], 'nosniff', url)
  }
  const { statusCode, headers } = await get('/scan')
  t.equal(`${statusCode} ${headers.location}`, '302 /scan/')
})

t.test('what has its hash in its name is kept for ever, the worker and the pages are asked for anew', async (t) => {
  const get = await serve(t, builtPages(t))
  const asset = await get('/scan/assets/app-1a2b.js')
  t.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable')
  t.match((await get('/scan/assets/reader.wasm')).headers['content-type'], /^application\/wasm/)
  for (const url of ['/scan/service-worker.js', '/scan/manifest.webmanifest']) {
    t.equal((await get(url)).headers['cache-control'], 'no-cache', url)
  }
  const { headers } = await get('/scan/service-worker.js')
  t.match(headers['content-type'], /javascript/)
})

t.test('that a file is not there yet is not kept for ever', async (t) => {
  const get = await serve(t, builtPages(t))
  const { statusCode, headers } = await get('/scan/assets/app-3c4d.js')
  t.equal(statusCode, 404)
  t.notMatch(String(headers['cache-control']), /immutable|max-age/)
})

t.test('sends what was packed by the build, and packs what was not', async (t) => {
  const get = await serve(t, builtPages(t))
  const packed = await get('/scan/assets/app-1a2b.js', { 'accept-encoding': 'gzip, br' })
  t.equal(packed.headers['content-encoding'], 'br')
  t.match(packed.headers['content-type'], /javascript/)
  t.match(packed.headers.vary, /accept-encoding/i)
  t.equal(brotliDecompressSync(packed.rawPayload).toString(), SCRIPT)
  const plain = await get('/scan/assets/app-1a2b.js')
  t.equal(plain.headers['content-encoding'], undefined)
  t.equal(plain.body, SCRIPT)
  t.equal((await get('/scan/', { 'accept-encoding': 'gzip' })).headers['content-encoding'], 'gzip')
})

t.test('nothing outside of the folder comes out', async (t) => {
  const dist = builtPages(t)
  writeFileSync(join(dist, '../secret.txt'), 'secret')
  const get = await serve(t, dist)
  for (const url of [
    '/scan/../secret.txt',
    '/scan/..%2fsecret.txt',
    '/scan/%2e%2e/secret.txt',
    '/scan/assets/..%2f..%2fsecret.txt',
  ]) {
    const { statusCode, body } = await get(url)
    t.ok(statusCode >= 400 && !body.includes('secret '), `${url}: ${statusCode}`)
    t.notMatch(body, /^secret$/, url)
  }
})

t.test('pages that are not built say what to do', async (t) => {
  const get = await serve(t, join(t.testdir(), 'nothing-here'))
  for (const url of ['/scan/', '/Q', '/q']) {
    const { statusCode, body } = await get(url)
    t.equal(statusCode, 503, url)
    t.match(body, /npm run build/, url)
  }
  t.equal((await get('/scan/assets/app-1a2b.js')).statusCode, 404)
})

t.test('within the server: its own policy, and no sign of the API', async (t) => {
  const { nobody } = await build(t)
  const { headers } = await nobody('GET', '/scan/')
  t.match(headers['content-security-policy'], /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/)
  t.notMatch(
    (await nobody('GET', '/')).headers['content-security-policy'],
    /wasm-unsafe-eval/,
    'and no other page has it',
  )
  t.notMatch(JSON.stringify((await nobody('GET', '/docs/json')).body.paths), /"\/(scan|Q|q)/)
})
