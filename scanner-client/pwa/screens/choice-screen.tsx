/** Several e-visas on one paper: the passport chooses, or the officer does; until then there is no verdict. */
import { useEffect, useRef } from 'preact/hooks'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { say } from '../language.ts'
import { followHotKeys } from '../scanning/hot-keys.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import type { Choice } from '../scanning/scanner-state.ts'
import { FaultNote } from './fault-note.tsx'
import { FileNote } from './file-picker.tsx'

interface ChoiceProps {
  readonly scanner: ScannerModel
  readonly choice: Choice
}

export function ChoiceScreen({ scanner, choice: { evisas, passenger } }: ChoiceProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    return followHotKeys(document, () => ({ escape: () => scanner.next() }))
  }, [scanner])
  return (
    <main class="form">
      <h1 ref={heading} tabIndex={-1}>
        {say('choice/title', { n: evisas.length })}
      </h1>
      <p>{say('choice/explain')}</p>
      <FaultNote scanner={scanner} />
      <FileNote texts={passenger.texts} />
      {evisas.map(({ text, visa }) => (
        <button
          key={visa.visa_number}
          type="button"
          disabled={scanner.busy.value}
          onClick={() => void scanner.choose(text)}
        >
          {`${visa.surname} ${visa.given_names}`.trim()} <span class="mrz">{formatVisaNumber(visa.visa_number)}</span>
        </button>
      ))}
      <button type="button" onClick={() => scanner.next()}>
        {say('border/back')} <kbd>Esc</kbd>
      </button>
    </main>
  )
}
