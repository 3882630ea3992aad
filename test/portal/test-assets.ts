/** What pages load, where nothing fetches it: names alone; and as it is built, for browsers and for who weighs it, once a process. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Assets, assetsIn } from '../../pages/assets.ts'
import { buildPortal } from '../../portal/build.ts'

export interface TestAssets {
  readonly assets: Assets
  readonly assetFolder: string
}

/** Any name has an address; one of them, `/assets/emblem.svg`, is also there. */
export const namedAssets: TestAssets = {
  assets: new Proxy({}, { get: (_, name) => `/assets/${String(name)}` }),
  assetFolder: resolve(import.meta.dirname, '../../pages/images'),
}

let built: Promise<TestAssets> | null = null

/** Builds them: about a second. */
export function builtAssets(): Promise<TestAssets> {
  built ??= buildOnce()
  return built
}

async function buildOnce(): Promise<TestAssets> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-portal-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await buildPortal(folder)
  return { assets: assetsIn(folder), assetFolder: folder }
}
