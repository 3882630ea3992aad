/** A page's small storage for the tests, in memory. */

/** As much of a browser's storage as is used. */
export function memoryStorage(kept: Record<string, string> = {}): Storage & { readonly kept: Record<string, string> } {
  return {
    kept,
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, text: string) => {
      kept[name] = text
    },
    removeItem: (name: string) => {
      delete kept[name]
    },
  } as unknown as Storage & { readonly kept: Record<string, string> }
}
