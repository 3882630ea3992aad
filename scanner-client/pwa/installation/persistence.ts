/** Whether the browser promises to keep what is stored here when its space runs out. */

export type Persistence = 'persisted' | 'not-persisted' | 'unsupported'

type Keeper = { readonly storage?: StorageManager }

/** How it stands, without asking anybody. */
export async function persistenceOf({ storage }: Keeper): Promise<Persistence> {
  if (storage?.persist === undefined) return 'unsupported'
  return (await storage.persisted()) ? 'persisted' : 'not-persisted'
}

/** Asks for the promise, which the browser may refuse. Some ask the person in turn, and this waits for as long as nobody answers. */
export async function askForPersistence(keeper: Keeper): Promise<Persistence> {
  await keeper.storage?.persist?.()
  return persistenceOf(keeper)
}
