/** Of a receipt that a scanner signed: what is proven, what is the scanner's own word, and what cannot be. */
import { formatInstant } from '#evisa/civil-date.ts'
import type { NamedData, ReceiptProof, VersionStanding } from '#evisa/receipt-proof.ts'
import { tell } from './check-language.ts'

export function ProvenOrSaid({ proof }: { readonly proof: ReceiptProof }) {
  const { receipt, data, contradictions, not_before } = proof
  const [existed, unknown] = [versionsOf(data, 'published'), versionsOf(data, 'not-noted')]
  const proven = [
    tell('receipt/proven/key', { device: receipt.device }),
    not_before !== null && tell('receipt/proven/not-before', { time: formatInstant(not_before).replace('T', ' ') }),
    existed !== '' && tell('receipt/proven/published', { what: existed }),
  ]
  const said = [tell('receipt/said/check'), unknown !== '' && tell('receipt/said/not-noted', { what: unknown })]
  const against = contradictions.map((one) =>
    tell(`receipt/against/${one}`, { what: one === 'rests-on-nothing' ? '' : versionsOf(data, one) }),
  )
  return (
    <>
      {against.length > 0 && <Lines title={tell('receipt/against')} lines={against} />}
      <Lines title={tell('receipt/proven')} lines={proven} />
      <Lines title={tell('receipt/said')} lines={said} />
    </>
  )
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly (string | false)[] }) {
  return (
    <>
      <h3>{title}</h3>
      <ul>{lines.map((line) => line !== false && <li key={line}>{line}</li>)}</ul>
    </>
  )
}

function versionsOf(data: readonly NamedData[], wanted: VersionStanding): string {
  const found = data.filter(({ standing }) => standing === wanted)
  return found.map(({ artefact, version }) => (version === null ? artefact : `${artefact} ${version}`)).join(', ')
}
