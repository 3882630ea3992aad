/** The verdict: it fills the screen by colour, shape and word; below it what to do, what to compare, and the keys to act. */
import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { claimsOf } from '#evisa/decision.ts'
import { afterRecord } from '../../offline/after-record.ts'
import { localized, say } from '../language.ts'
import { followHotKeys, type HotKeys } from '../scanning/hot-keys.ts'
import { preferences } from '../scanning/preferences.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import type { Verdict } from '../scanning/scanner-state.ts'
import { signalOutcome } from '../scanning/signals-of-outcome.ts'
import { verdictShown } from '../scanning/verdict-timing.ts'
import { openReceipt, stage, tick } from './app-state.ts'
import { BorderActions, borderKeys } from './border-actions.tsx'
import type { BorderStep } from './border-step.tsx'
import { FaultNote } from './fault-note.tsx'
import { FileNote } from './file-picker.tsx'
import { detailOf, Findings } from './findings.tsx'
import { HandOver } from './hand-over.tsx'
import { Later } from './later.tsx'
import { OutcomeShape } from './outcome-shape.tsx'
import { VisaFacts } from './visa-facts.tsx'

interface VerdictProps {
  readonly scanner: ScannerModel
  readonly verdict: Verdict
}

export function VerdictScreen({ scanner, verdict }: VerdictProps) {
  const { scan, recorded, situation } = verdict
  const { decision } = scan
  const isCarrier = situation.audience === 'carrier'
  const step = useSignal<BorderStep>('choose')
  const word = useRef<HTMLHeadingElement>(null)
  const { clearAfter, sound } = preferences.value
  const mayCall = isCarrier && decision.outcome !== 'clear'
  const isCalling = useSignal(false)
  const call = () => {
    isCalling.value = !isCalling.value
  }
  // Whoever is on the telephone is not sent on.
  const isDone = (isCarrier && !isCalling.value) || (recorded !== null && recorded.recorded !== null)
  const sent = recorded?.recorded === 'referral' ? recorded : null
  const refused =
    recorded !== null && recorded.recorded !== null && recorded.event.action === 'refusal' ? recorded.event : null
  // A code that second line still has to scan stays, and so does whoever waits for a form.
  const mayClear = isDone && sent?.basis !== 'offline' && refused === null
  const left = mayClear ? secondsLeft(verdict, clearAfter, tick.value) : null

  useEffect(() => {
    signalOutcome(decision.outcome, sound)
    // A screen reader says it at once, and the keyboard begins here.
    scrollTo(0, 0)
    word.current?.focus({ preventScroll: true })
    verdictShown()
  }, [])
  useEffect(() => {
    if (left === 0 && !scanner.busy.value) scanner.next()
  }, [left])
  // It runs before the verdict is painted, so that a key that is pressed at once is heard.
  useLayoutEffect(() => {
    const keys = (): HotKeys => {
      const next = { escape: () => scanner.next(), n: () => scanner.next(), q: () => void showReceipt(verdict) }
      const go = { enter: () => scanner.next(), ' ': () => scanner.next() }
      if (isCarrier) return { ...next, ...go, ...(mayCall && { v: call }) }
      return { ...next, ...borderKeys(scanner, verdict, step) }
    }
    return followHotKeys(document, keys)
  }, [scanner, verdict])

  const shown = recorded === null ? decision : afterRecord(decision, recorded)
  const shownWord = localized(shown.word)
  const primary = decision.findings.find(({ reason }) => reason === decision.reason)
  const detail = primary === undefined || (recorded !== null && recorded.recorded !== null) ? '' : detailOf(primary)
  return (
    <main class={`verdict ${shown.outcome}`} data-outcome={shown.outcome} data-reason={decision.reason ?? ''}>
      <div class="banner">
        <OutcomeShape outcome={shown.outcome} />
        <h1 ref={word} tabIndex={-1} style={{ '--letters': longestWord(shownWord) }}>
          {shownWord}
        </h1>
        <p class="instruction">{localized(shown.instruction)}</p>
        {detail !== '' && <p class="instruction">{detail}</p>}
        {verdict.byNumber && <p class="by-number">{say('verdict/by-number')}</p>}
      </div>
      <FaultNote scanner={scanner} />
      <FileNote texts={verdict.passenger.texts} />
      {isCarrier ? (
        <div class="actions row">
          <button type="button" class="main" onClick={() => scanner.next()}>
            {say('verdict/next')} <kbd>Enter</kbd>
          </button>
          {mayCall && (
            <button type="button" aria-expanded={isCalling.value} onClick={call}>
              {say('desk/call')} <kbd>V</kbd>
            </button>
          )}
        </div>
      ) : (
        <BorderActions scanner={scanner} verdict={verdict} step={step} />
      )}
      {sent !== null && stage.value.name === 'work' && (
        <HandOver store={stage.value.store} event={sent.event.id} isNeeded={sent.basis === 'offline'} />
      )}
      {refused !== null && (
        <Later
          key="refusal-form"
          load={async () => {
            const { RefusalForm } = await import('./refusal-form.tsx')
            const traveller = { mrz: situation.mrz ?? null, claims: claimsOf(decision) }
            return () => <RefusalForm scanner={scanner} event={refused} traveller={traveller} hasKey={true} />
          }}
        />
      )}
      {mayCall && isCalling.value && (
        <Later
          key="visa-desk"
          load={async () => {
            const { VisaDeskPanel } = await import('./visa-desk-panel.tsx')
            return () => <VisaDeskPanel scanner={scanner} verdict={verdict} />
          }}
        />
      )}
      {left !== null && (
        <p class="clears" aria-hidden="true">
          {say('verdict/clears', { n: left })}
        </p>
      )}
      <VisaFacts decision={shown} verdict={verdict} />
      <Findings scan={scan} />
      <div class="row more no-print">
        <button type="button" onClick={() => void showReceipt(verdict)}>
          {say('receipt/title')} <kbd>Q</kbd>
        </button>
      </div>
    </main>
  )
}

/** Until a verdict is cleared by itself; null where it never is. */
function secondsLeft({ shownAt }: Verdict, clearAfter: number, nowMs: number): number | null {
  if (clearAfter === 0) return null
  return Math.min(clearAfter, Math.max(0, Math.ceil((shownAt - nowMs) / 1000) + clearAfter))
}

/** Shows a proof of this check that this device signs, which it can without a network too. */
async function showReceipt({ scan, situation, passenger }: Verdict): Promise<void> {
  if (stage.value.name !== 'work') return
  const { store } = stage.value
  const { makeReceipt } = await import('../../offline/make-receipt.ts')
  openReceipt(await makeReceipt(scan, situation, passenger.texts, store))
}

/** The size of the letters follows from it, so that no language's longest word is cut. */
function longestWord(text: string): number {
  return Math.max(...text.split(/\s/).map((word) => word.length))
}
