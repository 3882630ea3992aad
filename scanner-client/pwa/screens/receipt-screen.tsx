/** The receipt of a check: what it proves, as a code and as a file; to be printed or saved. */
import { useEffect, useRef } from 'preact/hooks'
import { formatInstant } from '#evisa/civil-date.ts'
import { flightWordFor, instructionFor, wordFor } from '#evisa/instructions.ts'
import type { Reason } from '#evisa/reasons.ts'
import { type CheckReceipt, type KeptReceipt, peekReceipt, type VisaDeskAnswer } from '#evisa/receipt-of-check.ts'
import type { Audience } from '#evisa/situation.ts'
import { QrCode } from '../flights/qr-code.tsx'
import { receiptFile, saveFile } from '../flights/saved-files.ts'
import { localized, type Message, say, sayAge, sayPart } from '../language.ts'
import { followHotKeys } from '../scanning/hot-keys.ts'
import '../flights/flights.css'

interface ReceiptProps {
  readonly kept: KeptReceipt
  /** The server's address: the code opens its public page, which verifies the receipt. */
  readonly issuer: string
  readonly close: () => void
}

export function ReceiptScreen({ kept, issuer, close }: ReceiptProps) {
  const title = useRef<HTMLHeadingElement>(null)
  const receipt = peekReceipt(kept.receipt)
  useEffect(() => title.current?.focus(), [])
  useEffect(() => followHotKeys(document, () => ({ escape: close, p: () => print() })), [close])
  return (
    <main class="form receipt">
      <h1 ref={title} tabIndex={-1}>
        {say('receipt/title')}
      </h1>
      <div class="row no-print">
        <button type="button" class="main" onClick={() => print()}>
          {say('report/print')} <kbd>P</kbd>
        </button>
        <button type="button" onClick={() => saveFile(receiptFile(`receipt-${receipt?.id ?? 'of-check'}`, [kept]))}>
          {say('receipt/save')}
        </button>
        <button type="button" onClick={close}>
          {say('border/back')} <kbd>Esc</kbd>
        </button>
      </div>
      {receipt !== null && <Facts receipt={receipt} />}
      <p>{say(receipt?.signed_by === 'device' ? 'receipt/by-device' : 'receipt/by-authority')}</p>
      <QrCode text={`${issuer}/Q#${kept.receipt}`} label={say('receipt/code')} />
      <p class="state">{say('receipt/check-at', { address: `${issuer}/Q` })}</p>
      <p class="letters detail">{say('receipt/salt', { salt: kept.salt })}</p>
    </main>
  )
}

function saidBy({ said, by, reference, at }: VisaDeskAnswer): string {
  const when = formatInstant(at).slice(0, 16).replace('T', ' ')
  return [say(`desk/${said}`), by, when, reference].filter((part) => part !== null).join(' · ')
}

/** What kept the server from being asked is signed as the device put it. */
function serverSaid({ online, outage }: CheckReceipt): string {
  if (online) return say('data/online')
  return outage === null ? say('data/offline') : `${say('data/offline')} (${outage})`
}

/** A code is what is signed; the words are for who reads it. */
function inWords(reason: string, audience: Audience): string {
  const words = localized(instructionFor(reason as Reason, audience))
  return words === reason ? reason : `${words} (${reason})`
}

function Facts({ receipt }: { readonly receipt: CheckReceipt }) {
  const { outcome, audience, reason, iat, device, carrier, flight, checkpoint, arrival, asked_for, knew } = receipt
  const word = outcome === 'not-applicable' ? flightWordFor(outcome) : wordFor(outcome, audience)
  const rows: readonly (readonly [Message, string | null])[] = [
    ['receipt/outcome', localized(word)],
    ['receipt/reason', reason === null ? null : inWords(reason, audience)],
    ['desk/said', receipt.visa_desk === undefined ? null : saidBy(receipt.visa_desk)],
    ['receipt/when', formatInstant(iat).replace('T', ' ')],
    ['receipt/device', carrier === null ? device : `${device} (${carrier})`],
    ['shift/flight', flight],
    ['shift/checkpoint', checkpoint],
    ['receipt/arrival', arrival?.replace('T', ' ') ?? null],
    ['facts/asked-for', asked_for],
    ['receipt/server', serverSaid(receipt)],
    [
      'receipt/knew',
      knew.map(({ artefact, age_seconds }) => `${sayPart(artefact)}: ${sayAge(age_seconds)}`).join('; ') || '–',
    ],
    ['receipt/not-known', receipt.not_known.map(sayPart).join(', ') || null],
  ]
  return (
    <dl>
      {rows.map(
        ([label, value]) =>
          value !== null && (
            <div key={label}>
              <dt>{say(label)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
