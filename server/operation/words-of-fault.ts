/** Why a command on this machine failed, in words for the person at it. */
import { fileErrorText } from '../../platform/file-error.ts'

const FULL = /^SQLITE_(FULL|IOERR_WRITE)$/

export function wordsOfFault(error: Error): string {
  const { code = '', path, dest } = error as NodeJS.ErrnoException & { dest?: string }
  if (FULL.test(code)) return `the disk is full: ${error.message}`
  // Of two files it is the one that is written.
  const named = dest ?? path
  return fileErrorText({ code, ...(named !== undefined && { path: named }) }) ?? error.message
}
