/** What the public check page shows: the e-visa asked for, or what is known of it. */
import type { ComponentChildren } from 'preact'
import type { Language } from '#evisa/decision.ts'
import { CheckAnswer } from './check-answer.tsx'
import type { CheckDesk, CheckFault } from './check-desk.ts'
import { Headline } from './check-headline.tsx'
import { CHECK_LANGUAGES, checkLanguage, tell } from './check-language.ts'
import { CheckSource } from './check-source.tsx'

export interface CheckViewProps {
  readonly desk: CheckDesk
  /** Whether this browser can verify anything at all. */
  readonly isFit: boolean
}

export function CheckView({ desk, isFit }: CheckViewProps) {
  return (
    <>
      <header>
        <h1>{tell('title')}</h1>
        <Languages />
      </header>
      <main>
        {isFit ? <Stage desk={desk} /> : <Fault fault="unfit" />}
        <p class="private">{tell('private')}</p>
      </main>
    </>
  )
}

function Stage({ desk }: Pick<CheckViewProps, 'desk'>) {
  const at = desk.phase.value
  if (at.name === 'empty') return <CheckSource desk={desk} />
  if (at.name === 'working') {
    return (
      <p class="working" role="status">
        {tell('working')}
      </p>
    )
  }
  const again = (
    <button type="button" onClick={() => desk.clear()}>
      {tell('again')}
    </button>
  )
  if (at.name === 'told') return <CheckAnswer desk={desk} told={at.told} known={at.known} again={again} />
  return (
    <Fault fault={at.fault}>
      {at.mayRetry && (
        <button type="button" class="main" onClick={() => void desk.retry()}>
          {tell('retry')}
        </button>
      )}
      {again}
    </Fault>
  )
}

function Fault({ fault, children }: { readonly fault: CheckFault | 'unfit'; readonly children?: ComponentChildren }) {
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
      {(Object.keys(CHECK_LANGUAGES) as Language[]).map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={checkLanguage.value === one}
          onClick={() => {
            checkLanguage.value = one
          }}
        >
          {CHECK_LANGUAGES[one]}
        </button>
      ))}
    </fieldset>
  )
}
