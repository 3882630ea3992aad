/** Ready for the next person: camera, reader, file, paste; a verdict takes the place of all of it. */
import type { Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { readPassport } from '#evisa/examination.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { passportIn } from '../../offline/typed-reading.ts'
import { say } from '../language.ts'
import { followFileDrops } from '../reading/file-drops.ts'
import { preferences } from '../scanning/preferences.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { frameTaken } from '../scanning/verdict-timing.ts'
import { fileRead, screen, strangeReader } from './app-state.ts'
import { CameraView } from './camera-view.tsx'
import { ChoiceScreen } from './choice-screen.tsx'
import { FaultNote } from './fault-note.tsx'
import { FilePicker, takeFile } from './file-picker.tsx'
import { VerdictScreen } from './verdict-screen.tsx'

export function ScanScreen({ scanner }: { readonly scanner: ScannerModel }) {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if ((event.target as Element | null)?.closest('input, textarea') !== null) return
      const text = event.clipboardData?.getData('text/plain').trim() ?? ''
      const [file] = event.clipboardData?.files ?? []
      if (text !== '') void scanner.takeTyped(passportIn(text) ?? { kind: 'code', text })
      else if (file !== undefined) void takeFile(file, scanner.take)
    }
    document.addEventListener('paste', paste)
    const end = followFileDrops(document, (file) => void takeFile(file, scanner.take))
    return () => {
      document.removeEventListener('paste', paste)
      end()
    }
  }, [scanner])

  const verdict = scanner.verdict.value
  useEffect(() => {
    // What was said of another paper's file is over.
    const read = fileRead.value
    const isOfThis = read?.name === 'pages' && read.texts === verdict?.passenger.texts
    if (verdict !== null && !isOfThis) fileRead.value = null
  }, [verdict])
  const choice = scanner.choice.value
  return (
    <>
      {verdict !== null && <VerdictScreen key={verdict.shownAt} scanner={scanner} verdict={verdict} />}
      {choice !== null && <ChoiceScreen scanner={scanner} choice={choice} />}
      <Ready scanner={scanner} isHidden={verdict !== null || choice !== null} />
    </>
  )
}

interface ReadyProps {
  readonly scanner: ScannerModel
  /** It is while a verdict or a choice is shown: nothing is read, but the camera need not be started anew for the next person. */
  readonly isHidden: boolean
}

function Ready({ scanner, isHidden }: ReadyProps) {
  const isBorder = scanner.enrolment.role === 'border'
  const { value: mrz } = scanner.waitingMrz
  // What could not be read is told as a fault.
  const isWaiting = mrz !== null && readPassport(mrz) !== 'misread'
  return (
    <main class={`scan${isBorder && scanner.exit.value ? ' leaving' : ''}`} hidden={isHidden}>
      <h1 class="unseen">{say('menu/scan')}</h1>
      <FaultNote scanner={scanner} />
      {scanner.overUsed.value.map(({ visa_number }) => (
        <p key={visa_number} class="fault">
          {say('double-use/found', { number: formatVisaNumber(visa_number) })}
        </p>
      ))}
      {isWaiting && <p class="note">{say('scan/passport-first')}</p>}
      {isWaiting && isBorder && scanner.exit.value && (
        <button type="button" onClick={() => void scanner.take([''])}>
          {say('scan/exit-without-code')}
        </button>
      )}
      {strangeReader.value && (
        <p class="note" role="alert">
          {say('scan/strange-reader')}
        </p>
      )}
      {isBorder && <Direction exit={scanner.exit} />}
      {preferences.value.camera ? (
        <CameraView
          isPaused={isHidden || scanner.busy.value}
          onTexts={(texts, frameAt) => {
            frameTaken(frameAt)
            void scanner.take(texts)
          }}
        />
      ) : (
        <p class="no-camera">{say('scan/camera-off')}</p>
      )}
      <div class="row ways">
        <FilePicker onTexts={scanner.take} />
        <button
          type="button"
          onClick={() => {
            screen.value = 'number'
          }}
        >
          {say('menu/number')}
        </button>
        <button
          type="button"
          onClick={() => {
            screen.value = 'passport'
          }}
        >
          {say('menu/passport')}
        </button>
      </div>
      <p class="also">{say('scan/also')}</p>
    </main>
  )
}

function Direction({ exit }: { readonly exit: Signal<boolean> }) {
  return (
    <fieldset class="direction">
      <legend class="unseen">{say('scan/direction')}</legend>
      {([false, true] as const).map((leaves) => (
        <button
          key={String(leaves)}
          type="button"
          aria-pressed={exit.value === leaves}
          onClick={() => {
            exit.value = leaves
          }}
        >
          {say(leaves ? 'scan/exit' : 'scan/entry')}
        </button>
      ))}
    </fieldset>
  )
}
