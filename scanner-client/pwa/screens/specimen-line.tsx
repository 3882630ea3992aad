/** Stands over every screen where the authority that is trusted is a demonstration, and over every page that is printed. */
import { SPECIMEN_WORDS } from '#evisa/specimen.ts'
import { say } from '../language.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'

export function SpecimenLine({ scanner }: { readonly scanner: Pick<ScannerModel, 'isSpecimen' | 'verdict'> }) {
  // A verdict says it itself, and may come before what is held was looked at.
  if (!scanner.isSpecimen.value && scanner.verdict.value?.scan.decision.specimen !== true) return null
  return (
    <aside class="specimen">
      <b>{SPECIMEN_WORDS}</b> {say('specimen/means')}
    </aside>
  )
}
