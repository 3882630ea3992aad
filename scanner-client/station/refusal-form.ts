/** The form of a refusal as a file, beside a terminal. */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isSpecimen } from '#evisa/specimen.ts'
import { fontsOnDisk } from '../../paper/font-files.ts'
import { heldSet } from '../offline/held-knowledge.ts'
import type { ScannerStore } from '../offline/scanner-store.ts'
import type { SyncContext } from '../offline/sync.ts'
import { type RefusalEvent, type RefusedTraveller, refusalFacts } from '../refusal-form/refusal-facts.ts'
import { renderRefusal } from '../refusal-form/render-refusal.ts'

/** Writes it to a file that only its owner may read, since a person is named in it. */
export async function writeForm(
  file: string,
  event: RefusalEvent,
  traveller: RefusedTraveller,
  { store, verify }: { readonly store: ScannerStore; readonly verify: SyncContext['verify'] },
): Promise<void> {
  const set = await heldSet(store, verify)
  const facts = refusalFacts(event, traveller, set?.policy ?? null, isSpecimen(set?.trust ?? null))
  await writeFile(resolve(file), await renderRefusal(facts, fontsOnDisk()), { mode: 0o600 })
}
