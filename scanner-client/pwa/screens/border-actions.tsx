/** What a border guard does with a verdict: admit, second line, refuse with a reason, override by a second person, exit. */
import type { Signal } from '@preact/signals'
import { OFFICERS_REASONS } from '#evisa/refusal/officers-reasons.ts'
import { passportLines } from '../../offline/passport-lines.ts'
import { isUnprovenExit } from '../../offline/record-unproven-exit.ts'
import { leadsToRecord } from '../../offline/scanner.ts'
import { localized, type Message, say } from '../language.ts'
import type { HotKeys } from '../scanning/hot-keys.ts'
import { mayBeReferred } from '../scanning/officer-records.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import type { Verdict } from '../scanning/scanner-state.ts'
import { screen } from './app-state.ts'
import { BackButton, type BorderStep } from './border-step.tsx'
import { OverrideForm, overrideCodes } from './override-form.tsx'

interface BorderActionsProps {
  readonly scanner: ScannerModel
  readonly verdict: Verdict
  readonly step: Signal<BorderStep>
}

function choicesOf(verdict: Verdict) {
  const { scan, recorded, situation } = verdict
  const { decision } = scan
  // Where the server took no admission, nothing was done yet.
  const isOpen = recorded === null || recorded.recorded === null
  const isProven = decision.visa !== null
  return {
    admit: isOpen && situation.audience === 'entry' && leadsToRecord(decision),
    exit: isOpen && situation.audience === 'exit' && leadsToRecord(decision),
    exitByPassport: isOpen && isUnprovenExit(decision),
    secondLine: mayBeReferred(verdict),
    refuse: isOpen && situation.audience === 'entry',
    override: isOpen && isProven && overrideCodes(scan).length > 0,
  }
}

/** Whoever leaves is recorded, by the lines of the passport where the code proves nothing: they are read first. */
function exitByPassport(scanner: ScannerModel, { situation }: Verdict): void {
  if (passportLines(situation.mrz) === null) screen.value = 'passport'
  else void scanner.confirm()
}

/** The keys of what the buttons do. */
export function borderKeys(scanner: ScannerModel, verdict: Verdict, step: Signal<BorderStep>): HotKeys {
  const may = choicesOf(verdict)
  const isDone = verdict.recorded !== null && verdict.recorded.recorded !== null
  // Once it is recorded there is nothing to go back to: the keys are those of the next traveller.
  if (step.value !== 'choose' && !isDone) {
    const back = () => {
      step.value = 'choose'
    }
    const pick = OFFICERS_REASONS.map((why, at) => [String(at + 1), () => void scanner.refuse(why)] as const)
    const decided = isDecided(verdict) ? { 0: () => void scanner.refuse(null) } : {}
    return { escape: back, ...(step.value === 'refuse' && { ...decided, ...Object.fromEntries(pick) }) }
  }
  return {
    ...(may.admit && { a: () => void scanner.confirm() }),
    ...(may.exit && { x: () => void scanner.confirm() }),
    ...(may.exitByPassport && { x: () => exitByPassport(scanner, verdict) }),
    ...(may.refuse && {
      r: () => {
        step.value = 'refuse'
      },
    }),
    ...(may.override && {
      o: () => {
        step.value = 'override'
      },
    }),
    ...(may.secondLine && { s: () => void scanner.sendToSecondLine() }),
    ...(isDone && { enter: () => scanner.next() }),
  }
}

export function BorderActions({ scanner, verdict, step }: BorderActionsProps) {
  const may = choicesOf(verdict)
  const busy = scanner.busy.value
  if (step.value === 'refuse' && may.refuse) return <Refusals scanner={scanner} verdict={verdict} step={step} />
  if (step.value === 'override' && may.override) return <OverrideForm scanner={scanner} verdict={verdict} step={step} />
  const isDone = verdict.recorded !== null && verdict.recorded.recorded !== null
  const button = (key: string, label: Message, act: () => void, kind = '') => (
    <button type="button" class={kind} disabled={busy} onClick={act}>
      {say(label)} <kbd>{key}</kbd>
    </button>
  )
  return (
    <div class="actions row">
      {may.admit && button('A', 'border/admit', () => void scanner.confirm(), 'main')}
      {may.exit && button('X', 'border/exit', () => void scanner.confirm(), 'main')}
      {isDone && button('Enter', 'verdict/next', () => scanner.next(), 'main')}
      {may.exitByPassport && button('X', 'border/exit-by-passport', () => exitByPassport(scanner, verdict), 'main')}
      {may.secondLine && button('S', 'border/second-line', () => void scanner.sendToSecondLine())}
      {may.refuse &&
        button('R', 'border/refuse', () => {
          step.value = 'refuse'
        })}
      {may.override &&
        button('O', 'border/override', () => {
          step.value = 'override'
        })}
    </div>
  )
}

/** Whether the rules say by themselves why somebody is turned away. */
function isDecided({ scan: { decision } }: Verdict): boolean {
  return decision.reason !== null && decision.outcome !== 'clear'
}

function Refusals({ scanner, verdict, step }: BorderActionsProps) {
  const { instruction } = verdict.scan.decision
  return (
    <fieldset class="actions">
      <legend>{say('refuse/why')}</legend>
      <div class="row">
        {isDecided(verdict) && (
          <button
            type="button"
            class="main decided"
            disabled={scanner.busy.value}
            onClick={() => void scanner.refuse(null)}
          >
            <span>
              {say('refuse/as-decided')} {localized(instruction)}
            </span>
            <kbd>0</kbd>
          </button>
        )}
        {OFFICERS_REASONS.map((why, at) => (
          <button key={why} type="button" disabled={scanner.busy.value} onClick={() => void scanner.refuse(why)}>
            {say(`refuse/${why}`)} <kbd>{at + 1}</kbd>
          </button>
        ))}
        <BackButton step={step} />
      </div>
    </fieldset>
  )
}
