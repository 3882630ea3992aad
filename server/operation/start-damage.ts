/** Why a store stops the start, in words that name it and say what to do: what the database says names neither. */
import { isDamaged } from '../../platform/open-database.ts'
import { ConfigError } from '../config.ts'
import type { StorePlace } from '../store/open-store.ts'
import { nameOf } from './lost-store.ts'

const RESTORE = 'put the newest backup in its place (npm run -s authority -- restore BACKUP), see docs/recovery.md'

const WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /^SQLITE_(READONLY|CANTOPEN|PERM)/,
    'cannot be written: see the rights on it and on its folder, and whether its disk is mounted read-only',
  ],
  [/^(SQLITE_FULL|SQLITE_IOERR_WRITE|ENOSPC|53100)$/, 'lies on a disk that is full: free some space, and start again'],
  [/^SQLITE_IOERR/, 'cannot be read or written by its disk: see the log of the system'],
  [/^SQLITE_BUSY/, 'is in use by another program: end that first'],
  // Class 58: a fault outside PostgreSQL itself; XX001, XX002: pages or an index that contradict themselves.
  [/^(58...|XX00[12])$/, `is damaged, or its disk is: ${RESTORE}`],
]

/** The same error where it is not about the store. Files of the settings are read before it, and say what is wrong with them. */
export function damageAtStart(error: unknown, place: StorePlace): unknown {
  const { code = '', message } = error as { code?: unknown; message?: string }
  const said = (words: string) => new ConfigError(`${nameOf(place)} ${words} (${message})`, { cause: error })
  if (isDamaged(error)) return said(`is damaged: ${RESTORE}`)
  if (error instanceof SyntaxError) return said(`holds a row that is damaged: ${RESTORE}`)
  const found = WORDS.find(([codes]) => codes.test(String(code)))
  return found === undefined ? error : said(found[1])
}
