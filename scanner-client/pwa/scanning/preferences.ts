/** What the people at a device like: language, theme, sound, when a verdict is cleared. None of it is personal or counts. */
import { effect, type Signal, signal } from '@preact/signals'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { LanguageText, preferredLanguage } from '#evisa/language.ts'
import { speak } from '../language.ts'
import { readShift, type Shift } from './shift.ts'

export const LOCK_AFTER = [1, 2, 5, 10, 15] as const
export const LOCK_AFTER_MINUTES = 5

const Preferences = Type.Object(
  {
    language: LanguageText(),
    theme: Type.Union([Type.Literal('auto'), Type.Literal('day'), Type.Literal('glare'), Type.Literal('night')]),
    sound: Type.Boolean(),
    /** Seconds after which a verdict is cleared; with 0 it never is by itself. */
    clearAfter: Type.Union([Type.Literal(0), Type.Literal(10), Type.Literal(30), Type.Literal(60)]),
    camera: Type.Boolean(),
    /** Minutes without a touch after which a booth locks; missing in what was kept before there was a lock. */
    lockAfter: Type.Optional(
      Type.Unsafe<(typeof LOCK_AFTER)[number]>(Type.Union(LOCK_AFTER.map((minutes) => Type.Literal(minutes)))),
    ),
  },
  { additionalProperties: false },
)
export type Preferences = Type.Static<typeof Preferences>
const preferencesForm = Compile(Preferences)

export const preferences = signal<Preferences>({
  language: 'en',
  theme: 'auto',
  sound: true,
  clearAfter: 30,
  camera: true,
})

const KEPT_UNDER = 'evisa-preferences'
const SHIFT_KEPT_UNDER = 'evisa-shift-work'

/** Reads what was chosen here before, and keeps every change from then on. Resolves when the page speaks, whatever it can. */
export function keepPreferences(storage: Storage, languages: readonly string[]): Promise<void> {
  const kept = readJson(storage.getItem(KEPT_UNDER))
  preferences.value = preferencesForm.Check(kept)
    ? kept
    : { ...preferences.value, language: preferredLanguage(languages) }
  let spoken = Promise.resolve()
  effect(() => {
    storage.setItem(KEPT_UNDER, JSON.stringify(preferences.value))
    spoken = speak(preferences.value.language)
  })
  return spoken
}

/** The shift at work, which outlives a closed page. */
export function keptShift(storage: Storage): Signal<Shift | null> {
  const shift = signal(readShift(storage.getItem(SHIFT_KEPT_UNDER)))
  effect(() => {
    if (shift.value === null) storage.removeItem(SHIFT_KEPT_UNDER)
    else storage.setItem(SHIFT_KEPT_UNDER, JSON.stringify(shift.value))
  })
  return shift
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
