import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { DIST_DIR } from '../../portal/build.ts'
import { builtAssets } from './test-assets.ts'

t.test('the portal has a script, and a style for each direction', async (t) => {
  const { assets, assetFolder } = await builtAssets()
  for (const name of ['site.js', 'site-ltr.css', 'site-rtl.css', 'emblem.svg'])
    t.ok(readFileSync(join(assetFolder, (assets[name] ?? '').replace('/assets/', ''))).length > 100, name)
  t.match(DIST_DIR, /portal.dist$/)
})
