/** Builds what the console's pages load, into `desk/console/dist`. */
import { resolve } from 'node:path'
import { buildAssets } from '../../pages/build.ts'

export const DIST_DIR = resolve(import.meta.dirname, 'dist')

export async function buildConsole(outDir = DIST_DIR): Promise<void> {
  const script = (name: string) => resolve(import.meta.dirname, 'scripts', name)
  await buildAssets({ outDir, scripts: { 'site.js': script('site.ts') } })
}

if (import.meta.main) {
  process.stdout.write('building the pages of the console ...\n')
  await buildConsole()
}
