/** What the public check page shows: the e-visa asked for, or what is known of it. */
import type { ComponentChildren } from 'preact'
import { LANGUAGE_NAMES, LANGUAGES } from '#evisa/language.ts'
import { CheckAnswer } from './check-answer.tsx'
import { Headline } from './check-headline.tsx'
import { checkLanguage, tell } from './check-language.ts'
import type { CheckFault, CheckModel } from './check-model.ts'
import { CheckSeveral } from './check-several.tsx'
import { CheckSource } from './check-source.tsx'
import type { ReceiptPhase, ReceiptsModel } from './receipts-model.ts'
import { ReceiptsSource } from './receipts-source.tsx'
import { ReceiptsView } from './receipts-view.tsx'

export interface CheckViewProps {
  readonly check: CheckModel
  readonly receipts: ReceiptsModel
  /** Whether this browser can verify anything at all. */
  readonly isFit: boolean
}

export function CheckView({ check, receipts, isFit }: CheckViewProps) {
  return (
    <>
      <header>
        <div class="letterhead">
          <p>{tell('office')}</p>
          <h1>{tell('title')}</h1>
        </div>
        <Languages />
      </header>
      <main>
        {isFit ? <Stage check={check} receipts={receipts} /> : <Fault fault="unfit" />}
        <p class="private">{tell('private')}</p>
      </main>
    </>
  )
}

function Stage({ check, receipts }: Pick<CheckViewProps, 'check' | 'receipts'>) {
  const at = check.phase.value
  const brought = receipts.phase.value
  if (brought.name === 'told') return <ReceiptsView receipts={receipts} told={brought} />
  if (brought.name === 'fault') return <ReceiptFault receipts={receipts} fault={brought.fault} />
  if (at.name === 'empty' && brought.name === 'empty') {
    return (
      <>
        <CheckSource check={check} />
        <ReceiptsSource receipts={receipts} />
      </>
    )
  }
  if (at.name === 'working' || at.name === 'empty') {
    return (
      <p class="working" role="status">
        {tell('working')}
      </p>
    )
  }
  const again = (
    <button type="button" onClick={() => check.clear()}>
      {tell('again')}
    </button>
  )
  if (at.name === 'several') return <CheckSeveral check={check} offered={at.offered} again={again} />
  if (at.name === 'told') return <CheckAnswer check={check} told={at.told} known={at.known} again={again} />
  return (
    <Fault fault={at.fault}>
      {at.mayRetry && (
        <button type="button" class="main" onClick={() => void check.retry()}>
          {tell('retry')}
        </button>
      )}
      {again}
    </Fault>
  )
}

interface ReceiptFaultProps {
  readonly receipts: ReceiptsModel
  readonly fault: Extract<ReceiptPhase, { readonly name: 'fault' }>['fault']
}

function ReceiptFault({ receipts, fault }: ReceiptFaultProps) {
  return (
    <Fault fault={fault}>
      <button type="button" onClick={() => receipts.clear()}>
        {tell('receipt/again')}
      </button>
    </Fault>
  )
}

function Fault({
  fault,
  children,
}: {
  readonly fault: CheckFault | 'unfit' | 'no-receipt'
  readonly children?: ComponentChildren
}) {
  return (
    <section class="fault" data-fault={fault}>
      <Headline>{tell('fault/title')}</Headline>
      <p>{tell(`fault/${fault}`)}</p>
      <h3>{tell('do')}</h3>
      <p>{tell(`fault/${fault}/do`)}</p>
      <div class="actions">{children}</div>
    </section>
  )
}

function Languages() {
  return (
    <fieldset class="languages">
      <legend class="unseen">{tell('language')}</legend>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={checkLanguage.value === one}
          onClick={() => {
            checkLanguage.value = one
          }}
        >
          {LANGUAGE_NAMES[one]}
        </button>
      ))}
    </fieldset>
  )
}
