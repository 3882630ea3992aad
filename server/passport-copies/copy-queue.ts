/** Makes of each copy that has all arrived what is kept of it: looked at by the scan, made anew, and accepted or refused. One at a time. */
import type { FastifyBaseLogger } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { takeTurns } from '../../platform/in-turn.ts'
import { logEvent } from '../log-event.ts'
import type { StoredCopy } from '../store/copy-store.ts'
import type { TermsSource } from '../terms/terms-source.ts'
import type { CopyContext } from './begin-copy.ts'
import { openPart, sealPage } from './copy-crypt.ts'
import type { Finding } from './copy-findings.ts'
import type { MalwareScan } from './malware-scan.ts'
import type { Redrawing } from './redraw-apart.ts'
import type { RedrawnCopy } from './redraw-copy.ts'
import { type SecretKey, unwrapKey } from './wrap-key.ts'

export interface CopyQueue {
  /** Makes a copy that has all arrived; resolves when it is accepted or refused, or could not be now. Asked twice, it is made once. */
  make(copy: string): Promise<void>
  /** Takes nothing more; what was not made waits for the next start. */
  close(): Promise<void>
}

export interface CopyQueueOptions extends CopyContext {
  readonly terms: Pick<TermsSource, 'inForce'>
  readonly redrawing: Redrawing
  /** Null where no scan is set. */
  readonly scan: MalwareScan | null
  readonly now: () => EpochSeconds
  readonly log: FastifyBaseLogger
  /** How often it looks for copies that nobody asks about, such as those of a server that was killed. */
  readonly everyMs?: number
}

const EVERY_MS = 60_000
// Whoever sent it is still there, and so is the process that it was sent to.
const LEFT_SECONDS = 120
const SOME = 20
const ACTOR = 'copies'
const FEWEST_PAGES = 1

/** Starts the queue; the caller closes it before the store. */
export function startCopyQueue(options: CopyQueueOptions): CopyQueue {
  const { store, now, log, redrawing, everyMs = EVERY_MS } = options
  const inTurn = takeTurns()
  const underWay = new Map<string, Promise<void>>()
  let isClosed = false
  const failed = (copy: string) => (error: Error) => logEvent(log, 'copy-not-made', { copy, error: error.name })
  const begin = (id: string) => {
    // What waits for its turn holds nothing in memory but its id.
    const making = inTurn(async () => (isClosed ? undefined : makeCopy(id, options)))
      .catch(failed(id))
      .finally(() => underWay.delete(id))
    underWay.set(id, making)
    return making
  }
  const make = async (id: string): Promise<void> => underWay.get(id) ?? begin(id)
  const look = async () => {
    for (const id of await store.unmadeCopies(now() - LEFT_SECONDS, SOME)) await make(id)
  }
  const timer = setInterval(() => void look().catch(failed('')), everyMs)
  timer.unref()
  return {
    make,
    close: async () => {
      isClosed = true
      clearInterval(timer)
      await Promise.all(underWay.values())
      await redrawing.close()
    },
  }
}

async function makeCopy(id: string, options: CopyQueueOptions): Promise<void> {
  const { store, redrawing, terms, scan } = options
  const copy = await store.copyById(id)
  // Another process made it, or its owner began another one.
  if (copy === null || copy.state !== 'receiving' || copy.received < copy.size) return
  const unwrapped = unwrapKey(options.fileKeys, id, copy)
  if (!unwrapped.ok) throw new Error(`the key of a copy cannot be unwrapped: ${unwrapped.error}`)
  const key = unwrapped.value
  const file = await readWhole(copy, key, options)
  if (file === null) return refuse(copy, [{ code: 'damaged', page: null }], options)
  if (scan !== null && !(await scan(file))) return refuse(copy, [{ code: 'infected', page: null }], options)
  const mostPages = (await terms.inForce())?.edition.sizes.copy_pages.value ?? FEWEST_PAGES
  const redrawn = await redrawing.redraw(file, mostPages)
  if (!redrawn.ok) return refuse(copy, [redrawn.error], options)
  await accept(copy, key, redrawn.value, options)
}

/** Null where it is not what its owner sent. */
async function readWhole({ id, size }: StoredCopy, key: SecretKey, { store }: CopyContext): Promise<Uint8Array | null> {
  const file = Buffer.alloc(size)
  for (const place of await store.partPlaces(id)) {
    const sealed = await store.readPart(id, place)
    const part = sealed && openPart(key, id, place, sealed)
    if (!part?.ok) return null
    file.set(part.value, place)
  }
  return file
}

async function refuse(copy: StoredCopy, findings: readonly Finding[], { store, now }: CopyQueueOptions): Promise<void> {
  await store.refuseCopy(copy, findings, { actor: ACTOR, at: now() })
}

async function accept(
  copy: StoredCopy,
  key: SecretKey,
  { pages, findings }: RedrawnCopy,
  { store, now, randomBytes }: CopyQueueOptions,
): Promise<void> {
  const sealed = pages.map(({ jpeg, ...page }, index) => {
    return { ...page, page: index + 1, bytes: sealPage(key, copy.id, index + 1, jpeg, randomBytes) }
  })
  await store.keepPictures(copy, sealed, findings, { actor: ACTOR, at: now() })
}
