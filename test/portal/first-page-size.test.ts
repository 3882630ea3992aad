import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { portalScene } from './portal-scene.ts'
import { builtAssets } from './test-assets.ts'

const MOST_BYTES = 60_000

t.test(
  'the first page with style, script and pictures is small enough for a poor line, in every language',
  async (t) => {
    const { browser } = await portalScene(t, await builtAssets())
    for (const language of TRAVELLER_LANGUAGES) {
      const visitor = browser()
      const { document } = await visitor.get(`/${language}/`)
      const loaded = document
        .querySelectorAll('link[rel=stylesheet], link[rel=icon], script[src], img[src]')
        .map((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? '')
      t.ok(loaded.length >= 3, loaded.join(' '))
      const sizes = new Map<string, number>()
      for (const path of [`/${language}/`, ...new Set(loaded)]) {
        const { status, headers, bytes } = await visitor.ask('GET', path, undefined, { 'accept-encoding': 'br' })
        t.match([status, headers['content-encoding']], [200, 'br'], `${path} is sent packed`)
        sizes.set(path, bytes.length)
      }
      const sum = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
      t.ok(sum <= MOST_BYTES, `${sum} bytes: ${[...sizes].map(([path, bytes]) => `${path} ${bytes}`).join(', ')}`)
    }
  },
)

t.test('what a page loads is asked for once', async (t) => {
  const { browser } = await portalScene(t, await builtAssets())
  const { document } = await browser().get('/en/')
  for (const style of document.querySelectorAll('link[rel=stylesheet]')) {
    const { headers } = await browser().ask('GET', style.getAttribute('href') ?? '')
    t.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
  }
})
