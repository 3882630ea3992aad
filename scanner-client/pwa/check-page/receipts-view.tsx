/** What receipts prove: each by itself, those that prove nothing first; and whether they are about a document. */
import { useSignal } from '@preact/signals'
import { formatInstant } from '#evisa/civil-date.ts'
import { flightWordFor, wordFor } from '#evisa/instructions.ts'
import { isAbout, type JudgedReceipt, type ReceiptVerdictFault } from '#evisa/prove-receipts.ts'
import type { VisaDeskAnswer } from '#evisa/receipt-of-check.ts'
import type { ReceiptProof } from '#evisa/receipt-proof.ts'
import { Headline } from './check-headline.tsx'
import { type CheckMessage, tell, tellLocalized } from './check-language.ts'
import { Shape, type Tone } from './check-shape.tsx'
import { SpecimenNote } from './check-specimen.tsx'
import { ProvenOrSaid } from './receipt-proven.tsx'
import type { ReceiptPhase, ReceiptsModel } from './receipts-model.ts'

type Told = Extract<ReceiptPhase, { readonly name: 'told' }>
type About = ReadonlyMap<number, boolean | null>

/** More than these nobody reads on a page; the others are counted. */
const MOST_SHOWN = 200

/** The gravest first: it leads where receipts differ. Green is what the authority's own key signed, and nothing else. */
const STANDINGS = ['not-genuine', 'contradicted', 'own-word', 'authority'] as const
type Standing = (typeof STANDINGS)[number]
const TONES: Readonly<Record<Standing, Tone>> = {
  'not-genuine': 'bad',
  contradicted: 'bad',
  'own-word': 'unsure',
  authority: 'good',
}

function standingOf({ proof }: JudgedReceipt): Standing {
  return proof.ok ? proof.value.standing : 'not-genuine'
}

export function ReceiptsView({ receipts, told }: { readonly receipts: ReceiptsModel; readonly told: Told }) {
  const about = useSignal<About>(new Map())
  const { judged, trust } = told
  const groups = STANDINGS.map((standing) => ({ standing, of: judged.filter((one) => standingOf(one) === standing) }))
  const found = groups.filter(({ of }) => of.length > 0)
  const leading = found[0]?.standing ?? 'not-genuine'
  const inOrder = found.flatMap(({ of }) => of)
  return (
    <>
      <SpecimenNote trust={trust} />
      <section class="standing" data-tone={TONES[leading]} data-standing={leading}>
        <div class="word">
          <Shape tone={TONES[leading]} />
          <Headline>{tell(`receipt/${leading}`)}</Headline>
        </div>
        <p>{tell(`receipt/${leading}/means`)}</p>
        <ul>
          {found.map(({ standing, of }) => (
            <li key={standing} data-count={`${standing} ${of.length}`}>
              {tell(`receipt/${standing}/count`, { n: String(of.length), of: String(judged.length) })}
            </li>
          ))}
        </ul>
      </section>
      {inOrder.some(({ proof }) => proof.ok) && <AboutForm judged={judged} found={about} />}
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
          const named = { visaNumber: visa.value, passportNumber: passport.value }
          const answers = judged.map(async (one) => [one.line, await isAbout(one, named)] as const)
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
  const { line, proof } = judged
  const standing = standingOf(judged)
  const heading = <h2>{tell(`receipt/${standing}/line`, { line: String(line) })}</h2>
  if (!proof.ok) {
    return (
      <section class="fault" data-line={line} data-fault={proof.error} data-tone={TONES[standing]}>
        {heading}
        <p>{tell(FAULTS[proof.error] ?? 'receipt-fault/other')}</p>
        <p class="note">{proof.error}</p>
      </section>
    )
  }
  const { receipt } = proof.value
  return (
    <section
      class="facts"
      data-line={line}
      data-outcome={receipt.outcome}
      data-standing={standing}
      data-tone={TONES[standing]}
    >
      {heading}
      {about === true && <p class="about-it">{tell('receipt/is-about')}</p>}
      {standing !== 'authority' && <ProvenOrSaid proof={proof.value} />}
      <dl>
        {factsOf(proof.value).map(([label, value]) => (
          <div key={label}>
            <dt>{tell(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function factsOf({ receipt }: ReceiptProof): readonly (readonly [CheckMessage, string])[] {
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
    ['receipt/signed-by', tell(receipt.signed_by === 'device' ? 'receipt/signer/device' : 'receipt/signer/authority')],
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
  'receipt/not-enrolled': 'receipt-fault/not-enrolled',
  'receipt/device-unknown': 'receipt-fault/device-unknown',
  'artefact/signature': 'receipt-fault/signature',
  'artefact/key-unknown': 'receipt-fault/key-unknown',
  'artefact/key-compromised': 'receipt-fault/key-compromised',
}
