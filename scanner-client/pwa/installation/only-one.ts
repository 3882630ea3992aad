/** One page at a time: two at work would record in turns and show each other's halves. */

export interface OnlyOne {
  /** Resolves when this page is the one at work. */
  readonly mine: Promise<void>
  /** Becomes the one at work at once; the other page is told that it is no more. */
  takeOver(): void
}

const LOCK = 'evisa-scanner-at-work'

/** Waits for its turn. `onWaiting`: another page is at work. `onLost`: another page took over. */
export function beOnlyOne(
  { locks }: { readonly locks: LockManager },
  onWaiting: () => void,
  onLost: () => void,
): OnlyOne {
  const { promise: mine, resolve } = Promise.withResolvers<void>()
  // The lock is held for as long as the page lives.
  const hold = () => {
    resolve()
    return new Promise<never>(() => {})
  }
  const waiting = new AbortController()
  void locks
    .request(LOCK, { ifAvailable: true }, (lock) => {
      if (lock !== null) return hold()
      onWaiting()
      locks.request(LOCK, { signal: waiting.signal }, hold).catch((error: DOMException) => lostUnless(error, waiting))
      return undefined
    })
    .catch((error: DOMException) => lostUnless(error, waiting))

  function lostUnless(error: DOMException, own: AbortController): void {
    // Another page stole the lock; or this page took over, and waits for its turn no more.
    if (error.name !== 'AbortError') throw error
    if (!own.signal.aborted) onLost()
  }
  return {
    mine,
    takeOver: () => {
      waiting.abort()
      const stolen = new AbortController()
      locks.request(LOCK, { steal: true }, hold).catch((error: DOMException) => lostUnless(error, stolen))
    },
  }
}
