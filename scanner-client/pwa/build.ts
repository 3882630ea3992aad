/** Builds the scanner's page, the public check page and their service worker into `scanner-client/pwa/dist`. */
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build, type InlineConfig, type Plugin } from 'vite'

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
    build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
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
  await build({ ...bundleConfig(), build: { ...bundleConfig().build, outDir, emptyOutDir: true } })
}

if (import.meta.main) await buildPwa()
