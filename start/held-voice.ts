/** What a program says while others still start: what takes long is told at once, its block of addresses not before all are there. */

export interface HeldVoice {
  hear(chunk: string): void
  /** What is found by the first group of a pattern, once it was said. */
  said(pattern: RegExp): Promise<string>
  /** Tells what was held back; from now on all is told at once. */
  release(): void
}

/** `holdsFrom` finds the line from which on it is held back. */
export function heldVoice(holdsFrom: RegExp, tell: (text: string) => void): HeldVoice {
  let all = ''
  let told = 0
  let isReleased = false
  const waiting = new Set<() => void>()
  const tellUpTo = (end: number) => {
    if (end > told) tell(all.slice(told, end))
    told = Math.max(told, end)
  }
  return {
    hear: (chunk) => {
      if (isReleased) return tell(chunk)
      all += chunk
      tellUpTo(holdsFrom.exec(all)?.index ?? all.lastIndexOf('\n') + 1)
      for (const look of waiting) look()
    },
    said: (pattern) =>
      new Promise((resolve) => {
        const look = () => {
          const [, found] = pattern.exec(all) ?? []
          if (found === undefined) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    release: () => {
      tellUpTo(all.length)
      isReleased = true
    },
  }
}
