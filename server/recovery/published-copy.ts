/**
 * A copy of what was published last, outside the database: what a restored store goes on from, since scanners hold it.
 * Several processes may keep it in one folder: each set stands under its own epoch and version, and the newest counts.
 */
import { hash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { peekSnapshot, SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { shareTurns } from '../../platform/in-turn.ts'
import { pathOn, WIRES } from '../publishing/wire.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'

type Named = Omit<PublishedArtefact, 'body' | 'contentHash'>

export interface PublishedCopy {
  /** Keeps these, unless what is there is newer; of several calls meanwhile the last one counts. */
  keep(artefacts: readonly PublishedArtefact[]): Promise<void>
  /** The newest that was kept; empty where nothing was. Throws `CopyDamaged`. */
  read(): Promise<readonly PublishedArtefact[]>
  /** Removes all of it: nothing of it counts any more, though it calls itself newer than what comes. */
  drop(): Promise<void>
}

export class CopyDamaged extends Error {
  override name = 'CopyDamaged'
}

// What a program of before wrote; one that is numbered is newer.
const SET_OF_BEFORE = 'set.json'
const SET = /^set-([0-9]{1,15})-([0-9]{1,15})\.json$/
// Another process may be about to name what this one knows nothing of.
const LEFT_SECONDS = 3600
const LOOKED_OVER_EVERY_SECONDS = 86_400
const MAX_TRIES = 5

export function publishedCopy(folder: string, now: () => EpochSeconds): PublishedCopy {
  let wanted: readonly PublishedArtefact[] = []
  let written: readonly string[] = []
  let lookedOverAt: EpochSeconds | null = null
  const write = shareTurns(async () => {
    const kept = wanted
    const set = nameOf(kept)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const newest = newestOf([...(await namesIn(folder)), set])
    if (newest !== set && newest !== null) {
      if (await read(1).then(() => true, ifDamaged)) return
      // It proves nothing, and would hide this one.
      await rm(join(folder, newest), { force: true })
    }
    const at = now()
    // What has lain there for long may be damaged, and is published unchanged for months.
    const isDue = lookedOverAt === null || Math.abs(at - lookedOverAt) >= LOOKED_OVER_EVERY_SECONDS
    for (const one of kept) if (!(await isThere(folder, one, at, isDue))) await writeWhole(folder, one.sha256, one.body)
    const named = kept.map(({ body: _, contentHash: __, ...one }): Named => one)
    await writeWhole(folder, set, JSON.stringify(named))
    const needed = new Set([set, ...kept.map(({ sha256 }) => sha256)])
    // Nothing that is newer names again what was replaced.
    for (const name of written) if (!needed.has(name)) await rm(join(folder, name), { force: true })
    written = [...needed]
    if (isDue) await removeLeft(folder, needed, at - LEFT_SECONDS)
    if (isDue) lookedOverAt = at
  })
  const read = async (tries: number): Promise<readonly PublishedArtefact[]> => {
    const set = newestOf(await namesIn(folder))
    if (set === null) return []
    try {
      const named = namedIn(await readIfThere(join(folder, set)), join(folder, set))
      return await Promise.all(named.map((one) => readKept(folder, one)))
    } catch (error) {
      if (!(error instanceof CopyDamaged)) throw error
      // Another process put a newer one in its place meanwhile, and removed what that does not name.
      if (tries < MAX_TRIES && newestOf(await namesIn(folder)) !== set) return read(tries + 1)
      lookedOverAt = null
      throw error
    }
  }
  return {
    keep: (artefacts) => {
      wanted = artefacts
      return write()
    },
    read: () => read(1),
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Named after its snapshot, so that whoever writes an older one later stands in nobody's way. */
function nameOf(artefacts: readonly PublishedArtefact[]): string {
  const snapshots = artefacts.filter(({ path }) => WIRES.some((wire) => path === pathOn(wire, SNAPSHOT_PATH)))
  const epochs = snapshots.map(({ body }) => {
    const snapshot = peekSnapshot(body)
    return snapshot.ok ? (snapshot.value.epoch?.number ?? 1) : 1
  })
  return `set-${Math.max(0, ...epochs)}-${Math.max(0, ...snapshots.map(({ version }) => version))}.json`
}

/** Null where no set is among these. */
function newestOf(names: readonly string[]): string | null {
  const sets = names.filter((name) => name === SET_OF_BEFORE || SET.test(name))
  return sets.toSorted((one, other) => compare(orderOf(one), orderOf(other))).at(-1) ?? null
}

function orderOf(name: string): readonly [number, number] {
  const [, epoch = -1, version = -1] = SET.exec(name) ?? []
  return [Number(epoch), Number(version)]
}

function compare(one: readonly [number, number], other: readonly [number, number]): number {
  return one[0] - other[0] || one[1] - other[1]
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(ifMissing)) ?? []
}

/** Makes it young as well, so that no other process takes it for left over. */
async function isThere(folder: string, one: PublishedArtefact, at: EpochSeconds, isRead: boolean): Promise<boolean> {
  const path = join(folder, one.sha256)
  if ((await utimes(path, at, at).catch(ifMissing)) === null) return false
  return !isRead || (await readIfThere(path)) === one.body
}

/** Removes what nobody needs any more, of whatever process it is. */
async function removeLeft(folder: string, needed: ReadonlySet<string>, before: EpochSeconds): Promise<void> {
  for (const name of await namesIn(folder)) {
    const path = join(folder, name)
    const found = needed.has(name) ? null : await stat(path).catch(ifMissing)
    if (found !== null && found.mtimeMs < before * 1000) await rm(path, { force: true })
  }
}

async function readKept(folder: string, named: Named): Promise<PublishedArtefact> {
  const body = await readIfThere(join(folder, named.sha256))
  if (body === null || hash('sha256', body, 'base64url') !== named.sha256)
    throw new CopyDamaged(`${join(folder, named.sha256)} is damaged or gone: it is the copy of ${named.path}`)
  return { ...named, contentHash: '', body }
}

function namedIn(text: string | null, file: string): readonly Named[] {
  try {
    return JSON.parse(text ?? '')
  } catch (error) {
    if (error instanceof SyntaxError) throw new CopyDamaged(`${file} is no JSON`, { cause: error })
    throw error
  }
}

/** All of a text or nothing, whenever the power fails, and whoever else writes it. */
async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  const draft = join(folder, `${name}.${randomUUID()}.draft`)
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
  return readFile(path, 'utf8').catch(ifMissing)
}

function ifDamaged(error: unknown): false {
  if (error instanceof CopyDamaged) return false
  throw error
}

function ifMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  throw error
}
