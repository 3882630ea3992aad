/** Stands over what is told of a demonstration's e-visas and receipts. */
import { isSpecimen, SPECIMEN_WORDS } from '#evisa/specimen.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { tell } from './check-language.ts'

export function SpecimenNote({ trust }: { readonly trust: TrustList | null }) {
  if (!isSpecimen(trust)) return null
  return (
    <p class="specimen" role="note">
      <b>{SPECIMEN_WORDS}</b> {tell('specimen/means')}
    </p>
  )
}
