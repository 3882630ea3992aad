import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { consoleAssets } from './console-scene.ts'

t.test('what the pages load is built under names that hold its hash, and asks authenticators', async (t) => {
  const { assets, assetFolder } = await consoleAssets()
  for (const name of ['site.js', 'site-ltr.css', 'emblem.svg'])
    t.match(assets[name], /^\/assets\/[a-z-]+-[0-9a-f]{12}\.(js|css|svg)$/, name)
  const script = readFileSync(join(assetFolder, assets['site.js']?.slice('/assets/'.length) ?? ''), 'utf8')
  t.match(script, /navigator\.credentials/)
  t.ok(script.length < 60_000, `${script.length} bytes`)
})
