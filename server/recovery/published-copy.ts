/** A copy of what was published last, outside the database: what a restored store goes on from, since scanners hold it. */
import { hash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { shareTurns } from '../../platform/in-turn.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'

type Named = Omit<PublishedArtefact, 'body' | 'contentHash'>

export interface PublishedCopy {
  /** Keeps these in the place of those before; of several calls meanwhile the last one counts. */
  keep(artefacts: readonly PublishedArtefact[]): Promise<void>
  /** What was kept; empty where nothing was. Throws `CopyDamaged`. */
  read(): Promise<readonly PublishedArtefact[]>
}

export class CopyDamaged extends Error {
  override name = 'CopyDamaged'
}

const SET = 'set.json'

export function publishedCopy(folder: string): PublishedCopy {
  let wanted: readonly PublishedArtefact[] = []
  const write = shareTurns(async () => {
    const kept = wanted
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const there = new Set(await readdir(folder))
    for (const { sha256, body } of kept) if (!there.has(sha256)) await writeWhole(folder, sha256, body)
    const named = kept.map(({ body: _, contentHash: __, ...one }): Named => one)
    await writeWhole(folder, SET, JSON.stringify(named))
    const needed = new Set([SET, ...kept.map(({ sha256 }) => sha256)])
    for (const name of there) if (!needed.has(name)) await rm(join(folder, name), { force: true })
  })
  return {
    keep: (artefacts) => {
      wanted = artefacts
      return write()
    },
    read: async () => {
      const text = await readIfThere(join(folder, SET))
      if (text === null) return []
      return Promise.all(namedIn(text, folder).map((named) => readKept(folder, named)))
    },
  }
}

async function readKept(folder: string, named: Named): Promise<PublishedArtefact> {
  const body = await readIfThere(join(folder, named.sha256))
  if (body === null || hash('sha256', body, 'base64url') !== named.sha256)
    throw new CopyDamaged(`${join(folder, named.sha256)} is damaged or gone: it is the copy of ${named.path}`)
  return { ...named, contentHash: '', body }
}

function namedIn(text: string, folder: string): readonly Named[] {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new CopyDamaged(`${join(folder, SET)} is no JSON`, { cause: error })
    throw error
  }
}

/** All of a text or nothing, whenever the power fails. */
async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  const draft = join(folder, `${name}.draft`)
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, join(folder, name))
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
