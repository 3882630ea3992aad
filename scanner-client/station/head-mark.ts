/**
 * Where the chain of a station ended, in a file of its own beside the database: one that went back, since its side file was
 * deleted or damaged after a kill, is consistent in itself and cannot tell.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { ChainHead } from '#evisa/event-chain.ts'
import { packSmall, unpackSmall } from '../offline/sums.ts'

export interface HeadMark extends ChainHead {
  readonly device: string
}

const NAME = 'mark'

/** Null where there is none that can be read: then nothing is known, as of a station of before. */
export function readMark(database: string): HeadMark | null {
  try {
    const kept = unpackSmall(NAME, readFileSync(`${database}.mark`, 'utf8'))
    return kept === 'damaged' ? null : (kept.value as HeadMark)
  } catch {
    return null
  }
}

/** Written after the commit. What it cannot write it leaves: an older mark is a weaker one, and no fault. */
export function writeMark(database: string, mark: HeadMark): void {
  const part = `${database}.mark.${process.pid}`
  try {
    writeFileSync(part, packSmall(NAME, mark), { mode: 0o600 })
    renameSync(part, `${database}.mark`)
  } catch {
    // The disk is full or failing, which the record itself would have said.
  }
}
