/** zlib on Node, bounded: what inflates beyond the limit is refused before it takes memory. */
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import type { Inflate } from '#evisa/status-list.ts'

const inflateAsync = promisify(inflate)

export const inflateBytes: Inflate = async (compressed, maxBytes) => {
  try {
    return await inflateAsync(compressed, { maxOutputLength: maxBytes })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE' || code?.startsWith('Z_')) return null
    throw error
  }
}
