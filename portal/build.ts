/** Builds what the portal's pages load, into `portal/dist`. */
import { resolve } from 'node:path'
import { buildAssets } from '../pages/build.ts'

export const DIST_DIR = resolve(import.meta.dirname, 'dist')

export async function buildPortal(outDir = DIST_DIR): Promise<void> {
  const script = (name: string) => resolve(import.meta.dirname, 'scripts', name)
  // Those that no other page needs are no part of the first one.
  await buildAssets({ outDir, scripts: { 'site.js': script('site.ts'), 'passport.js': script('passport.ts') } })
}

if (import.meta.main) {
  process.stdout.write('building the pages of the portal ...\n')
  await buildPortal()
}
