/** An act in one of a limited number of places, which is taken before it begins: of many at once each must find its own. */

/** Runs the act, and gives its place back where it failed or `usesUp` says that nothing was used up. */
export async function inPlace<T>(giveBack: () => void, act: () => Promise<T>, usesUp: (of: T) => boolean): Promise<T> {
  let isUsedUp = false
  try {
    const of = await act()
    isUsedUp = usesUp(of)
    return of
  } finally {
    if (!isUsedUp) giveBack()
  }
}
