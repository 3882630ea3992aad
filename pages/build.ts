/** Builds what a face's pages load - style in both directions, scripts, fonts, pictures - under names that hold their hash. */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import rtlcss from 'rtlcss'
import { compileString } from 'sass'
import { build, type Rollup } from 'vite'
import { MANIFEST } from './assets.ts'

export interface BuildOptions {
  readonly outDir: string
  /** Entries of scripts by the name that the manifest gives them, such as `site.js`. */
  readonly scripts: Readonly<Record<string, string>>
}

const HERE = import.meta.dirname
const PACKAGES = resolve(HERE, '../node_modules')
// A browser fetches those alone of whose letters the page has some. Lines of a passport are compared column by column.
const FONTS = [
  { font: 'ibm-plex-sans', weights: [400, 600], scripts: ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext'] },
  { font: 'ibm-plex-sans-arabic', weights: [400, 600], scripts: ['arabic'] },
  { font: 'ibm-plex-mono', weights: [500], scripts: ['latin'] },
] as const

/** Builds everything anew. */
export async function buildAssets({ outDir, scripts }: BuildOptions): Promise<void> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  const manifest: Record<string, string> = {}
  const keep = async (name: string, content: string | Uint8Array) => {
    manifest[name] = await writeHashed(outDir, name, content)
    return manifest[name]
  }
  for (const name of await readdir(join(HERE, 'images'))) await keep(name, await readFile(join(HERE, 'images', name)))
  const faces: string[] = []
  for (const { font, weights, scripts: ofFont } of FONTS)
    for (const weight of weights) faces.push(...(await fontFaces(font, weight, ofFont, keep)))
  const style = styleOf(faces.join('\n'))
  await keep('site-ltr.css', style)
  await keep('site-rtl.css', rtlcss.process(style))
  for (const [name, entry] of Object.entries(scripts)) await keep(name, await scriptOf(entry))
  await writeFile(join(outDir, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** The rules of a package for a weight, with the addresses of the files as they are kept here. */
async function fontFaces(
  font: string,
  weight: number,
  scripts: readonly string[],
  keep: (name: string, content: Uint8Array) => Promise<string>,
): Promise<readonly string[]> {
  const folder = join(PACKAGES, '@fontsource', font)
  const rules = (await readFile(join(folder, `${weight}.css`), 'utf8')).match(/@font-face \{[^}]*\}/g) ?? []
  const kept: string[] = []
  for (const script of scripts) {
    const file = `${font}-${script}-${weight}-normal.woff2`
    const rule = rules.find((one) => one.includes(`/${file})`))
    if (rule === undefined) throw new Error(`the fonts have no ${file}`)
    const name = await keep(file, await readFile(join(folder, 'files', file)))
    kept.push(rule.replace(/src:[^;]*;/, `src: url(${name}) format("woff2");`))
  }
  return kept
}

function styleOf(fonts: string): string {
  const file = join(HERE, 'style/site.scss')
  const { css } = compileString(`@use "site";`, {
    style: 'compressed',
    loadPaths: [join(HERE, 'style'), PACKAGES],
    url: pathToFileURL(join(HERE, 'style/all.scss')),
    // Not first in its file: a mark there would spoil the rule after it.
    charset: false,
    quietDeps: true,
  })
  if (css === '') throw new Error(`nothing came of ${file}`)
  return `${fonts}\n${css}`
}

async function scriptOf(entry: string): Promise<string> {
  const built = (await build({
    configFile: false,
    root: HERE,
    logLevel: 'warn',
    resolve: { alias: { '#evisa': resolve(HERE, '../evisa') } },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: { input: entry, output: { format: 'es', codeSplitting: false } },
    },
  })) as Rollup.RollupOutput | Rollup.RollupOutput[]
  const chunk = [built].flat()[0]?.output[0]
  if (chunk === undefined) throw new Error(`nothing came of ${entry}`)
  return chunk.code
}

const WORTH_PACKING = ['.css', '.js', '.svg']

async function writeHashed(outDir: string, name: string, content: string | Uint8Array): Promise<string> {
  const bytes = Buffer.from(content)
  const extension = extname(name)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const file = `${name.slice(0, -extension.length)}-${hash}${extension}`
  await writeFile(join(outDir, file), bytes)
  if (WORTH_PACKING.includes(extension)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
    await writeFile(join(outDir, `${file}.br`), brotliCompressSync(bytes, { params }))
    await writeFile(join(outDir, `${file}.gz`), gzipSync(bytes, { level: 9 }))
  }
  return file
}
