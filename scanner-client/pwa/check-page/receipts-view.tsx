/** What receipts prove: each by itself, those that prove nothing first; and whether they are about a document. */
import { useSignal } from '@preact/signals'
import { formatInstant } from '#evisa/civil-date.ts'
import { flightWordFor, wordFor } from '#evisa/instructions.ts'
import type { CheckReceipt, VisaDeskAnswer } from '#evisa/receipt-of-check.ts'
import { Headline } from './check-headline.tsx'
import { type CheckMessage, tell, tellLocalized } from './check-language.ts'
import { Shape } from './check-shape.tsx'
import { isAbout, type JudgedReceipt, type ReceiptVerdictFault } from './judged-receipts.ts'
import type { ReceiptPhase, ReceiptsModel } from './receipts-model.ts'

type Told = Extract<ReceiptPhase, { readonly name: 'told' }>
type About = ReadonlyMap<number, boolean | null>

/** More than these nobody reads on a page; the others are counted. */
const MOST_SHOWN = 200

export function ReceiptsView({ receipts, told }: { readonly receipts: ReceiptsModel; readonly told: Told }) {
  const about = useSignal<About>(new Map())
  const { judged } = told
  const genuine = judged.filter(({ fault }) => fault === null).length
  const isGood = genuine === judged.length
  const inOrder = [...judged].sort((one, other) => Number(one.fault === null) - Number(other.fault === null))
  return (
    <>
      <section class="standing" data-tone={isGood ? 'good' : 'bad'} data-genuine={genuine} data-of={judged.length}>
        <div class="word">
          <Shape tone={isGood ? 'good' : 'bad'} />
          <Headline>{tell(isGood ? 'receipt/genuine' : 'receipt/not-genuine')}</Headline>
        </div>
        <p>{tell('receipt/count', { n: String(genuine), of: String(judged.length) })}</p>
      </section>
      {genuine > 0 && <AboutForm judged={judged} found={about} />}
      {inOrder.slice(0, MOST_SHOWN).map((one) => (
        <Judged key={one.line} judged={one} about={about.value.get(one.line)} />
      ))}
      {inOrder.length > MOST_SHOWN && <p>{tell('receipt/more', { n: String(inOrder.length - MOST_SHOWN) })}</p>}
      <div class="actions">
        <button type="button" onClick={() => receipts.clear()}>
          {tell('receipt/again')}
        </button>
      </div>
    </>
  )
}

interface AboutFormProps {
  readonly judged: readonly JudgedReceipt[]
  readonly found: { value: About }
}

function AboutForm({ judged, found }: AboutFormProps) {
  const visa = useSignal('')
  const passport = useSignal('')
  const field = (id: string, label: CheckMessage, value: { value: string }) => (
    <>
      <label for={id}>{tell(label)}</label>
      <input
        id={id}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        maxLength={40}
        value={value.value}
        onInput={({ currentTarget }) => {
          value.value = currentTarget.value
          found.value = new Map()
        }}
      />
    </>
  )
  const count = [...found.value.values()].filter((one) => one === true).length
  return (
    <section class="journey">
      <h2>{tell('receipt/about-title')}</h2>
      <form
        onSubmit={async (event) => {
          event.preventDefault()
          const answers = judged.map(async (one) => [one.line, await isAbout(one, visa.value, passport.value)] as const)
          found.value = new Map(await Promise.all(answers))
        }}
      >
        {field('receipt-visa', 'facts/number', visa)}
        {field('receipt-passport', 'facts/passport', passport)}
        <button type="submit">{tell('receipt/about-ask')}</button>
      </form>
      <p role="status">{found.value.size > 0 && tell('receipt/about-found', { n: String(count) })}</p>
    </section>
  )
}

function Judged({ judged, about }: { readonly judged: JudgedReceipt; readonly about: boolean | null | undefined }) {
  const { line, fault, receipt } = judged
  if (receipt === null) {
    return (
      <section class="fault" data-line={line} data-fault={fault}>
        <h2>{tell('receipt/line-bad', { line: String(line) })}</h2>
        <p>{tell(faultText(fault))}</p>
        <p class="note">{fault}</p>
      </section>
    )
  }
  return (
    <section class="facts" data-line={line} data-outcome={receipt.outcome}>
      <h2>{tell('receipt/line', { line: String(line) })}</h2>
      {about === true && <p class="about-it">{tell('receipt/is-about')}</p>}
      {receipt.signed_by === 'device' && <p class="note">{tell('receipt/own-word')}</p>}
      <dl>
        {factsOf(receipt).map(([label, value]) => (
          <div key={label}>
            <dt>{tell(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function factsOf(receipt: CheckReceipt): readonly (readonly [CheckMessage, string])[] {
  const { outcome, audience, reason, iat, device, carrier, flight, checkpoint, arrival, asked_for, knew } = receipt
  const word = outcome === 'not-applicable' ? flightWordFor(outcome) : wordFor(outcome, audience)
  const ages = knew.map(({ artefact, age_seconds }) =>
    tell('receipt/age', { what: artefact, minutes: String(Math.ceil(age_seconds / 60)) }),
  )
  const rows: readonly (readonly [CheckMessage, string | null])[] = [
    ['receipt/outcome', tellLocalized(word)],
    ['receipt/reason', reason],
    ['receipt/visa-desk', receipt.visa_desk === undefined ? null : saidBy(receipt.visa_desk)],
    ['receipt/when', formatInstant(iat).replace('T', ' ')],
    ['receipt/signed-by', tell(receipt.signed_by === 'device' ? 'receipt/device' : 'receipt/authority')],
    ['receipt/by', carrier === null ? device : `${carrier} · ${device}`],
    ['receipt/flight', flight],
    ['receipt/place', checkpoint],
    ['receipt/arrival', arrival?.replace('T', ' ') ?? null],
    ['receipt/day', asked_for],
    ['receipt/server', receipt.online ? tell('receipt/online') : `${tell('receipt/offline')} ${receipt.outage ?? ''}`],
    ['receipt/data', ages.join(', ')],
    ['receipt/not-known', receipt.not_known.join(', ')],
  ]
  return rows.flatMap(([label, value]) => (value === null || value === '' ? [] : [[label, value] as const]))
}

const SAID: Readonly<Record<VisaDeskAnswer['said'], CheckMessage>> = {
  board: 'receipt/desk-board',
  'do-not-board': 'receipt/desk-do-not-board',
  'no-answer': 'receipt/desk-no-answer',
}

function saidBy({ said, by, reference, at }: VisaDeskAnswer): string {
  const when = formatInstant(at).slice(0, 16).replace('T', ' ')
  return [tell(SAID[said]), by, when, reference].filter((part) => part !== null).join(' · ')
}

const FAULTS: Readonly<Partial<Record<ReceiptVerdictFault, CheckMessage>>> = {
  'receipt/format': 'receipt-fault/format',
  'artefact/format': 'receipt-fault/format',
  'artefact/schema': 'receipt-fault/format',
  'receipt/device': 'receipt-fault/device',
  'receipt/device-unknown': 'receipt-fault/device-unknown',
  'artefact/signature': 'receipt-fault/signature',
  'artefact/key-unknown': 'receipt-fault/key-unknown',
  'artefact/key-compromised': 'receipt-fault/key-compromised',
}

function faultText(fault: ReceiptVerdictFault | null): CheckMessage {
  return (fault === null ? undefined : FAULTS[fault]) ?? 'receipt-fault/other'
}
