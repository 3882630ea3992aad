import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { assetsIn, MANIFEST } from '../../pages/assets.ts'
import { buildAssets } from '../../pages/build.ts'

const outDir = t.testdir({ 'left-over.js': 'of an earlier build' })
const entry = join(import.meta.dirname, '../../portal/scripts/site.ts')
await buildAssets({ outDir, scripts: { 'site.js': entry } })
const names: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(outDir, MANIFEST), 'utf8'))
const textOf = (name: string) => readFileSync(join(outDir, names[name] ?? name), 'utf8')
const ruleOf = (style: string, selector: string) => new RegExp(`(?:^|[},])${selector}\\{([^}]*)\\}`).exec(style)?.[1]

t.test('all is there under a name of its hash, packed where that is worth it, and nothing of before', (t) => {
  t.same(
    Object.keys(assetsIn(outDir))
      .filter((name) => /site|emblem/.test(name))
      .sort(),
    ['emblem.svg', 'site-ltr.css', 'site-rtl.css', 'site.js'],
  )
  for (const file of Object.values(names)) t.match(file, /-[0-9a-f]{12}\.(css|js|svg|woff2)$/)
  t.notOk(readdirSync(outDir).includes('left-over.js'))
  for (const name of ['site-ltr.css', 'site-rtl.css', 'site.js', 'emblem.svg']) {
    const file = join(outDir, names[name] ?? '')
    t.equal(brotliDecompressSync(readFileSync(`${file}.br`)).toString(), textOf(name))
    t.equal(gunzipSync(readFileSync(`${file}.gz`)).toString(), textOf(name))
  }
  t.end()
})

t.test('the style for who reads from the right is the other, turned round: no rule is lost', (t) => {
  const [ltr, rtl] = [textOf('site-ltr.css'), textOf('site-rtl.css')]
  t.equal(rtl.match(/\{/g)?.length, ltr.match(/\{/g)?.length)
  t.equal(
    ruleOf(ltr, '\\.govuk-error-summary__list'),
    ruleOf(rtl, '\\.govuk-error-summary__list'),
    'what has no side stays',
  )
  const count = (style: string, declaration: string) => style.split(declaration).length - 1
  for (const side of ['border', 'padding', 'margin']) {
    t.not(count(ltr, `${side}-left:`), count(ltr, `${side}-right:`), 'it has sides')
    t.equal(count(rtl, `${side}-left:`), count(ltr, `${side}-right:`), side)
    t.equal(count(rtl, `${side}-right:`), count(ltr, `${side}-left:`), side)
  }
  t.end()
})

t.test('the style loads its own fonts and nothing from anywhere else', (t) => {
  const style = textOf('site-ltr.css')
  const addresses = [...style.matchAll(/url\(["']?([^)"']+)["']?\)/g)].map(([, address = '']) => address)
  const fonts = addresses.filter((address) => address.endsWith('.woff2'))
  t.ok(fonts.length >= 10, `${fonts.length} fonts`)
  for (const address of addresses) t.ok(Object.values(names).includes(address) || address.startsWith('data:'), address)
  t.match(style, /^@font-face/, 'its first rule is no mark that spoils it')
  for (const range of ['U+0600', 'U+0460', 'U+0100']) t.match(style, range)
  t.end()
})

t.test('a script is one file that loads nothing else', (t) => {
  t.notMatch(textOf('site.js'), /\bimport\s*[("']|\beval\(|new Function|https?:\/\/(?!www\.w3\.org)/)
  t.end()
})
