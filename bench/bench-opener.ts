/** What the tests' pages are opened for, where it is a bench and no test: it ends what was opened, and throws what fails. */
import type { Opener } from '../test/browser/chromium.ts'

export interface BenchOpener {
  readonly opener: Opener
  /** Ends everything, the last one first. */
  close(): Promise<void>
}

export function openerOfBench(): BenchOpener {
  const ends: (() => unknown)[] = []
  const opener = {
    teardown: (end: () => unknown) => void ends.unshift(end),
    fail: (message: string) => {
      throw new Error(message)
    },
  } as unknown as Opener
  return {
    opener,
    close: async () => {
      for (const end of ends) await end()
    },
  }
}
