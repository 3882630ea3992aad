/** Acts one after another, for what can do one thing at a time: a card that signs, a list that is brought up to date, a page. */

/** Runs an act once those before it have ended. Its failure is told to whoever asked for it, and ends no other act. */
export type InTurn = <T>(act: () => Promise<T>) => Promise<T>

/** Begins a queue of its own. */
export function takeTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const mine = last.then(act)
    last = mine.catch(() => undefined)
    return mine
  }
}

/** Runs one act in turn: whoever asks while a run still waits to begin shares it, since it will see all that is there by then. */
export function shareTurns<T>(act: () => Promise<T>): () => Promise<T> {
  const inTurn = takeTurns()
  let waiting: Promise<T> | null = null
  return () => {
    waiting ??= inTurn(() => {
      waiting = null
      return act()
    })
    return waiting
  }
}
