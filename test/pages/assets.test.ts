import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'
import t from 'tap'
import { assetsIn, MANIFEST, NotBuilt, serveAssets } from '../../pages/assets.ts'

t.test('what was built is known by its plain name', (t) => {
  const folder = t.testdir({ [MANIFEST]: '{"site.js":"site-abc.js"}' })
  t.same(assetsIn(folder), { 'site.js': '/assets/site-abc.js' })
  t.end()
})

t.test('where nothing was built, or half of it, it says what to do', (t) => {
  const isTold = { name: 'NotBuilt', message: /npm run build/ }
  t.throws(() => assetsIn(join(t.testdir(), 'none')), isTold)
  t.throws(() => assetsIn(t.testdir({ [MANIFEST]: '{"site.js":' })), NotBuilt)
  t.end()
})

t.test('what is named by its hash is kept for good, packed as it was; what is not there is none', async (t) => {
  const folder = t.testdir({ [MANIFEST]: '{}', 'site-abc.js': 'let plain', 'site-abc.js.br': 'packed' })
  mkdirSync(join(folder, 'inner'))
  writeFileSync(join(folder, '..', 'secret'), 'a secret')
  const app = Fastify()
  t.teardown(() => app.close())
  await serveAssets(app, folder)
  const get = (url: string, headers = {}) => app.inject({ url, headers })
  const plain = await get('/assets/site-abc.js')
  t.equal(plain.body, 'let plain')
  t.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable')
  const packed = await get('/assets/site-abc.js', { 'accept-encoding': 'gzip, br' })
  t.equal(packed.body, 'packed')
  t.equal(packed.headers['content-encoding'], 'br')
  t.match(packed.headers['content-type'], 'javascript')
  t.equal((await get('/assets/manifest.json')).headers['cache-control'], 'no-cache')
  const elsewhere = ['/assets/', '/assets/inner', '/assets/nothing.js', '/assets/../secret', '/assets/%2e%2e/secret']
  for (const url of elsewhere) t.ok((await get(url)).statusCode >= 400, url)
})
