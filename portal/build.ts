/** Builds what the portal's pages load, into `portal/dist`. */
import { resolve } from 'node:path'
import { buildAssets } from '../pages/build.ts'

export const DIST_DIR = resolve(import.meta.dirname, 'dist')

export async function buildPortal(outDir = DIST_DIR): Promise<void> {
  await buildAssets({ outDir, scripts: { 'site.js': resolve(import.meta.dirname, 'scripts/site.ts') } })
}

if (import.meta.main) {
  process.stdout.write('building the pages of the portal ...\n')
  await buildPortal()
}
