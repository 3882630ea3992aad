/** The form of a refusal: made here as a PDF, with no network, and given to what prints. Fetched when it is first needed. */

import monoFile from '@expo-google-fonts/ibm-plex-mono/500Medium/IBMPlexMono_500Medium.ttf?url'
import textFile from '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf?url'
import strongFile from '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf?url'
import serifFile from '@expo-google-fonts/ibm-plex-serif/600SemiBold/IBMPlexSerif_600SemiBold.ttf?url'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { FACES, type Face, type Fonts, openFonts } from '../../../paper/fonts.ts'
import {
  type RefusalEvent,
  type RefusalFacts,
  type RefusedTraveller,
  refusalFacts,
} from '../../refusal-form/refusal-facts.ts'
import { refusalFileName, renderRefusal } from '../../refusal-form/render-refusal.ts'
import { say } from '../language.ts'
import { followHotKeys } from '../scanning/hot-keys.ts'
import type { ScannerModel } from '../scanning/scanner-model.ts'
import { stage } from './app-state.ts'

// The number is in the face that the page shows passports in, which is here already.
const FILES: Readonly<Record<Face, string>> = {
  title: serifFile,
  text: textFile,
  strong: strongFile,
  number: monoFile,
}

/** A tab may still be reading what it was given. */
const KEPT_FOR_TAB_MS = 60_000

interface RefusalFormProps {
  readonly scanner: ScannerModel
  readonly event: RefusalEvent
  /** What is known of the person beside the record. */
  readonly traveller: RefusedTraveller
  /** Whether `F` makes it: one form on a screen has a key. */
  readonly hasKey: boolean
}

export function RefusalForm({ scanner, event, traveller, hasKey }: RefusalFormProps) {
  const isTraining = stage.value.name === 'work' && stage.value.isTraining
  const facts = refusalFacts(event, traveller, scanner.policy.value, isTraining || scanner.isSpecimen.value)
  const made = useSignal<string | null>(null)
  const fault = useSignal<string | null>(null)
  const isMaking = useSignal(false)
  const print = async () => {
    if (isMaking.value) return
    isMaking.value = true
    fault.value = null
    try {
      made.value ??= URL.createObjectURL(await formOf(facts))
      // A browser that opens no tab by itself has the link below.
      open(made.value)
    } catch (error) {
      fault.value = error instanceof Error ? error.message : String(error)
    }
    isMaking.value = false
  }
  useEffect(() => (hasKey ? followHotKeys(document, () => ({ f: () => void print() })) : undefined), [event.id])
  useEffect(
    () => () => {
      const address = made.value
      if (address !== null) setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR_TAB_MS)
    },
    [event.id],
  )
  return (
    <section class="refusal-form" aria-label={say('refusal-form/title')} aria-busy={isMaking.value}>
      <p class="letters">{say('refusal-form/number', { number: facts.number })}</p>
      <div class="row">
        <button type="button" class={hasKey ? 'main' : ''} disabled={isMaking.value} onClick={() => void print()}>
          {say('refusal-form/print')} {hasKey && <kbd>F</kbd>}
        </button>
        {made.value !== null && (
          <>
            <a href={made.value} target="_blank" rel="noreferrer">
              {say('refusal-form/open')}
            </a>
            <a href={made.value} download={refusalFileName(facts)}>
              {say('refusal-form/save')}
            </a>
          </>
        )}
      </div>
      {made.value !== null && <p role="status">{say('refusal-form/made')}</p>}
      {fault.value !== null && (
        <p class="fault" role="alert">
          {say('refusal-form/fault', { detail: fault.value })}
        </p>
      )}
    </section>
  )
}

/** The typefaces, once they came: what failed is asked for again. */
let fonts: Fonts | null = null

async function formOf(facts: RefusalFacts): Promise<Blob> {
  fonts ??= await readFonts()
  return new Blob([await renderRefusal(facts, fonts)], { type: 'application/pdf' })
}

async function readFonts(): Promise<Fonts> {
  const files = await Promise.all(
    FACES.map(async (face) => {
      const answer = await fetch(FILES[face])
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
      return [face, new Uint8Array(await answer.arrayBuffer())] as const
    }),
  )
  const bytes = new Map(files)
  return openFonts((face) => bytes.get(face) ?? new Uint8Array())
}
