/** Keys that act: pressed by a finger, never by a reader that types, whose letters come faster than a hand's. */

/** Slow readers leave up to 100 ms between two keys: no letter of a passport may admit anybody. */
const ALONE_MS = 120

export type HotKeys = Readonly<Record<string, () => void>>

/**
 * Acts on single keys: `a`, `enter`, `escape`, ... A key acts once no other came shortly before or after it. Letters are
 * told by what is printed on them, and where the layout is not Latin, by their place. Returns what ends it.
 */
export function followHotKeys(target: EventTarget, keys: () => HotKeys): () => void {
  let lastAt = Number.NEGATIVE_INFINITY
  let waiting: ReturnType<typeof setTimeout> | undefined
  const hear = (event: Event) => {
    const pressed = event as KeyboardEvent
    const isAlone = pressed.timeStamp - lastAt > ALONE_MS
    lastAt = pressed.timeStamp
    clearTimeout(waiting)
    const act = keys()[nameOf(pressed)]
    if (act === undefined || !isAlone || isForElsewhere(pressed)) return
    waiting = setTimeout(act, ALONE_MS)
  }
  target.addEventListener('keydown', hear, { capture: true })
  return () => {
    clearTimeout(waiting)
    target.removeEventListener('keydown', hear, { capture: true })
  }
}

function nameOf({ key, code }: KeyboardEvent): string {
  const isLatin = /^[a-z0-9]$/i.test(key) || key.length > 1
  if (isLatin || !code.startsWith('Key')) return key.toLowerCase()
  return code.slice(3).toLowerCase()
}

function isForElsewhere({ target, key, repeat, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  if (repeat || ctrlKey || altKey || metaKey) return true
  const name = (target as Element | null)?.nodeName
  if (name === 'INPUT' || name === 'TEXTAREA' || name === 'SELECT') return key !== 'Escape'
  // A button that has the focus takes these keys by itself.
  return (name === 'BUTTON' || name === 'SUMMARY' || name === 'A') && (key === 'Enter' || key === ' ')
}
