/** Why a command on this machine failed, in words for the person at it. */
import { fileErrorText } from '../../platform/file-error.ts'

const FULL = /^SQLITE_(FULL|IOERR_WRITE)$/

export function wordsOfFault(error: Error): string {
  if (FULL.test(String((error as NodeJS.ErrnoException).code))) return `the disk is full: ${error.message}`
  return fileErrorText(error as NodeJS.ErrnoException) ?? error.message
}
