/** Builds the scanner's page, the public check page and their service worker into `scanner-client/pwa/dist`. */
import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build, type InlineConfig, type Plugin, type Rollup } from 'vite'

export const PWA_DIR = import.meta.dirname
export const DIST_DIR = resolve(PWA_DIR, 'dist')

/**
 * The settings of every bundle for the browser; tests build their own entries with them. Nothing of it is inlined into the
 * HTML and nothing is evaluated, so that the page runs under a strict content security policy.
 */
export function bundleConfig(): InlineConfig {
  return {
    configFile: false,
    root: PWA_DIR,
    base: '/scan/',
    logLevel: 'warn',
    publicDir: resolve(PWA_DIR, 'public'),
    plugins: [withoutEvaluation()],
    resolve: { alias: { '#evisa': resolve(PWA_DIR, '../../evisa') } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    worker: { format: 'es', plugins: () => [withoutEvaluation()] },
    build: {
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // What makes a PDF is a large file that is fetched when a form is printed; what is loaded before the first scan is measured.
      chunkSizeWarningLimit: 600,
    },
  }
}

/** Typebox compiles its checks by `new Function` where it may; here it may not, and asking already is a violation. */
function withoutEvaluation(): Plugin {
  return {
    name: 'without-evaluation',
    enforce: 'pre',
    load: (id) =>
      /typebox\/build\/system\/environment\/evaluate\.mjs$/.test(id)
        ? 'export const CanEvaluate = () => false\nexport const Evaluate = () => { throw new Error("not here") }'
        : null,
  }
}

/** Builds everything anew. */
export async function buildPwa(outDir = DIST_DIR): Promise<void> {
  await rm(outDir, { recursive: true, force: true })
  const { build: options, ...config } = bundleConfig()
  const pages = ['index.html', 'check.html'].map((page) => resolve(PWA_DIR, page))
  await build({ ...config, build: { ...options, outDir, emptyOutDir: false, rolldownOptions: { input: pages } } })
  await buildServiceWorker(outDir)
  await packFiles(outDir)
}

/**
 * Writes the worker of the files that lie in a folder: all of them, with what is in each. Its version is of its own code
 * too, so that two workers never share a cache. A list and a hash need no library; workbox brings 20 kB of strategies.
 */
export async function buildServiceWorker(outDir: string): Promise<void> {
  const files: { readonly path: string; readonly integrity: string }[] = []
  for (const name of await filesIn(outDir)) {
    if (name === WORKER_NAME || PACKED.test(name)) continue
    const hash = createHash('sha256').update(await readFile(join(outDir, name)))
    files.push({ path: `/scan/${name}`, integrity: `sha256-${hash.digest('base64')}` })
  }
  const { build: options, ...config } = bundleConfig()
  const built = (await build({
    ...config,
    publicDir: false,
    define: { PRECACHE: JSON.stringify({ version: VERSION_PLACE, files }) },
    build: {
      ...options,
      write: false,
      lib: { entry: resolve(PWA_DIR, 'workers/service-worker.ts'), formats: ['iife'], name: 'worker' },
    },
  })) as Rollup.RollupOutput[]
  const chunk = [built].flat()[0]?.output[0]
  if (chunk === undefined) throw new Error('nothing came of the service worker')
  const version = createHash('sha256').update(chunk.code).digest('hex').slice(0, 16)
  await writeFile(join(outDir, WORKER_NAME), chunk.code.replaceAll(VERSION_PLACE, version))
}

const WORKER_NAME = 'service-worker.js'
const VERSION_PLACE = '@version'
const PACKED = /\.(br|gz)$/
const WORTH_PACKING = /\.(js|json|css|wasm|svg|html|ttf)$/

/** Packs once what would be packed for everyone who loads it. Brotli 11 saves 13 % more, and takes 25 s. */
async function packFiles(outDir: string): Promise<void> {
  for (const name of await filesIn(outDir)) {
    if (!WORTH_PACKING.test(name)) continue
    const bytes = await readFile(join(outDir, name))
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
    await writeFile(join(outDir, `${name}.br`), brotliCompressSync(bytes, { params }))
    await writeFile(join(outDir, `${name}.gz`), gzipSync(bytes, { level: 9 }))
  }
}

/** Their paths within the folder, with slashes, in order. */
async function filesIn(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort()
}

if (import.meta.main) {
  // `npm start` begins with it, and is silent else.
  process.stdout.write('building the pages of the scanner ...\n')
  await buildPwa()
}
