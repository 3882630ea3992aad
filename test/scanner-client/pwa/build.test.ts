import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import t from 'tap'
import { buildPwa, buildServiceWorker } from '../../../scanner-client/pwa/build.ts'

const MAX_FIRST_LOAD = 350_000

const dist = t.testdir()
await buildPwa(dist)
const entries = await readdir(dist, { recursive: true, withFileTypes: true })
const built = entries
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(dist.length + 1))
const files = built.filter((name) => !/\.(br|gz)$/.test(name))
const read = (name: string) => readFile(join(dist, name), 'utf8')
const worker = () => read('service-worker.js')

t.test('the worker names every file that was built but itself, and what is in each', async (t) => {
  const listed = [...(await worker()).matchAll(/\{path:`\/scan\/([^`]+)`,integrity:`sha256-([^`]+)`\}/g)]
  t.same(listed.map(([, name]) => name).toSorted(), files.filter((name) => name !== 'service-worker.js').toSorted())
  for (const [, name = '', hash] of listed) {
    t.equal(
      hash,
      createHash('sha256')
        .update(await readFile(join(dist, name)))
        .digest('base64'),
      name,
    )
  }
  for (const needed of [/^index\.html$/, /^manifest\.webmanifest$/, /zxing_reader.*\.wasm$/, /qr-worker.*\.js$/]) {
    t.ok(
      listed.some(([, name = '']) => needed.test(name)),
      String(needed),
    )
  }
})

t.test('the same files are the same version, and any other byte is another one', async (t) => {
  const version = async () => /version:`([0-9a-f]{16})`/.exec(await worker())?.[1]
  const first = await version()
  t.ok(first)
  await buildServiceWorker(dist)
  t.equal(await version(), first)
  const page = await read('index.html')
  await writeFile(join(dist, 'index.html'), page.replace('scanner</title>', 'scannes</title>'))
  await buildServiceWorker(dist)
  t.not(await version(), first)
  await writeFile(join(dist, 'index.html'), page)
  await buildServiceWorker(dist)
})

t.test('what is loaded before the first scan is small', async (t) => {
  const seen = new Set<string>(['index.html'])
  for (const name of seen) {
    const text = await read(name)
    const found = name.endsWith('.html')
      ? text.matchAll(/"\/scan\/([^"]+\.(?:js|css))"/g)
      : text.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]|\/scan\/(assets\/qr-worker[^"'`]+\.js)/g)
    for (const [, one, other] of found) {
      const next = other ?? (name.endsWith('.html') ? one : `assets/${one}`)
      if (next !== undefined && existsSync(join(dist, next))) seen.add(next)
    }
  }
  // The first picture brings this one.
  const reader = files.find((name) => /zxing-wasm-reader.*\.js$/.test(name))
  if (reader !== undefined) seen.add(reader)
  for (const needed of [/\.css$/, /index.*\.js$/, /qr-worker/])
    t.ok(
      [...seen].some((name) => needed.test(name)),
      String(needed),
    )
  for (const lazy of [/training/, /pdf-pages/, /check/])
    t.notOk(
      [...seen].some((name) => lazy.test(name)),
      String(lazy),
    )
  let size = 0
  for (const name of seen) size += gzipSync(await readFile(join(dist, name))).length
  t.comment(`${size} bytes in ${[...seen].join(', ')}`)
  t.ok(size <= MAX_FIRST_LOAD, `${size} bytes`)
})

t.test('nothing stands inline, comes from elsewhere or is evaluated', async (t) => {
  for (const name of files.filter((name) => name.endsWith('.html'))) {
    const page = await read(name)
    t.notMatch(page, /<style|\sstyle=|\son\w+=|javascript:/, name)
    for (const [tag] of page.matchAll(/<script[^>]*>[^<]*/g)) t.match(tag, /src="\/scan\/[^"]+">$/, tag)
    for (const [, url] of page.matchAll(/(?:src|href)="([^"]*)"/g))
      t.match(url, /^(\/scan|\.)\/[^/]/, `${name}: ${url}`)
  }
  for (const name of files.filter((name) => /\.js$/.test(name))) {
    t.notMatch(await read(name), /\bnew Function\(|[^.\w]eval\(/, name)
  }
})

t.test('what is packed is what was built', async (t) => {
  const wasm = files.find((name) => /zxing_reader.*\.wasm$/.test(name)) ?? ''
  for (const name of ['index.html', wasm]) {
    const bytes = await readFile(join(dist, name))
    t.ok(gunzipSync(await readFile(join(dist, `${name}.gz`))).equals(bytes), name)
    t.ok(brotliDecompressSync(await readFile(join(dist, `${name}.br`))).equals(bytes), name)
  }
})

t.test('the manifest makes an app of it: its icons are there, its scope is the pages', async (t) => {
  const manifest = JSON.parse(await read('manifest.webmanifest'))
  t.match(manifest, { start_url: '/scan/', scope: '/scan/', id: '/scan/', display: 'standalone' })
  for (const { src } of manifest.icons) t.ok(files.includes(src), src)
  const sizes = manifest.icons.map(({ sizes, purpose }: Record<string, string>) => `${sizes} ${purpose}`)
  for (const size of ['192x192 any', '512x512 any', '512x512 maskable']) t.ok(sizes.includes(size), size)
})
