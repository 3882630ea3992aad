/** What a face's pages load: style, script and fonts as they were built, under names that hold the hash of what is in them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** The address of each by its plain name, such as `site-rtl.css`. */
export type Assets = Readonly<Record<string, string>>

export class NotBuilt extends Error {
  override name = 'NotBuilt'
}

export const MANIFEST = 'manifest.json'
export const ASSET_PATH = '/assets/'

/** Reads what was built into a folder. Throws `NotBuilt`. */
export function assetsIn(folder: string): Assets {
  try {
    const names: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'))
    return Object.fromEntries(Object.entries(names).map(([name, file]) => [name, `${ASSET_PATH}${file}`]))
  } catch (error) {
    throw new NotBuilt('the pages are not built: run npm run build, then start again', { cause: error })
  }
}

export async function serveAssets(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    prefix: ASSET_PATH,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isNamedByHash = !path.endsWith(MANIFEST)
      reply.header('cache-control', isNamedByHash ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}
