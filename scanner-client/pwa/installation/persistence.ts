/** Whether the browser promises to keep what is stored here when its space runs out. */

export type Persistence = 'persisted' | 'not-persisted' | 'unsupported'

/** Asks for the promise, which the browser may refuse. */
export async function askForPersistence({ storage }: { readonly storage?: StorageManager }): Promise<Persistence> {
  if (storage?.persist === undefined) return 'unsupported'
  const isKept = (await storage.persisted()) || (await storage.persist())
  return isKept ? 'persisted' : 'not-persisted'
}
