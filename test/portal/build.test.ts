import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { assetsIn } from '../../pages/assets.ts'
import { buildPortal } from '../../portal/build.ts'

t.test('what the pages load is built under names that hold its hash', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-portal-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  await buildPortal(folder)
  const assets = assetsIn(folder)
  for (const name of ['site.js', 'site-ltr.css', 'site-rtl.css', 'emblem.svg'])
    t.match(assets[name], /^\/assets\/[a-z-]+-[0-9a-f]{12}\.(js|css|svg)$/, name)

  const style = (name: string) => readFileSync(join(folder, assets[name]?.slice('/assets/'.length) ?? ''), 'utf8')
  // Rules that are alike are one, with all their names before it.
  const ruleOf = (css: string, name: string) => new RegExp(`[},][.]${name}(?:,[^{}]*)?{([^}]*)`).exec(css)?.[1] ?? ''
  for (const css of [style('site-ltr.css'), style('site-rtl.css')]) {
    t.match(ruleOf(css, 'site-code'), /direction:ltr/, 'a code is never turned round')
    t.match(ruleOf(css, 'site-lines'), /direction:ltr.*text-align:left/, 'nor are the lines of a passport')
  }
  t.not(style('site-ltr.css'), style('site-rtl.css'))
})
