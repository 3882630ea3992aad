/**
 * Barcode and passport readers that type like a keyboard, anywhere on the page: what they type is taken out of the field
 * that had the focus, presses no button, and is read as the keys that the reader meant, whatever layout this computer has.
 */
import { isReaders, type Typed } from '../../offline/typed-reading.ts'
import { type Heard, wedgeBursts } from './wedge-bursts.ts'
import { altCodes, type WedgeKey, wedgeKeyOf } from './wedge-keys.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** A field and what was in it before a reader typed. */
interface KeptField {
  readonly element: Field
  readonly value: string
}

export interface WedgeListener {
  /** A reader typed an e-visa, a passport, or whatever else. */
  readonly onTyped: (typed: Typed) => void
  /** Something types into no field, faster than a person would, and cannot be understood. */
  readonly onStrange: () => void
}

/** Listens for readers. Returns what ends it. Begin it before anything else that hears keys: a reader's come to nobody else. */
export function followWedge(target: EventTarget, { onTyped, onStrange }: WedgeListener): () => void {
  const bursts = wedgeBursts()
  const codes = altCodes()
  const strange = strangeKeys(onStrange)
  let timer: ReturnType<typeof setTimeout> | undefined
  let field: KeptField | null = null
  /** The key that was heard has yet to write its letter, which an input event tells once more. */
  let isEcho = false

  const settle = ({ hasEnded, told }: Pick<Heard, 'hasEnded' | 'told'>) => {
    if (hasEnded) {
      strange.understood()
      if (field !== null) restore(field)
    }
    for (const typed of told) onTyped(typed)
  }
  const wait = () => {
    clearTimeout(timer)
    const patience = bursts.patience()
    if (patience === null) return
    timer = setTimeout(() => {
      settle(bursts.pause())
      wait()
    }, patience)
  }
  /** Hears a key by whatever event told of it, and keeps that event from others where it is a reader's. */
  const press = (
    key: WedgeKey | 'end',
    event: Event,
    { since = event.timeStamp, kept = fieldOf(event.target) } = {},
  ) => {
    const heard = bursts.press(key, since, event.timeStamp)
    // Before its first twelve keys nobody knows that it is a reader; a blank among them would press a button.
    const isBlank = key !== 'end' && key.key === ' '
    const wouldPress = heard.isFast && !heard.isFirst && isBlank && isPressable(event.target)
    if (heard.isOfReader || wouldPress) {
      event.preventDefault()
      event.stopPropagation()
    }
    settle(heard)
    if (heard.isFirst) field = kept
    wait()
  }
  const hearKey = (event: Event) => {
    const pressed = event as KeyboardEvent
    isEcho = true
    // A key that is held down comes as fast as a reader's.
    if (pressed.repeat) return
    if (codes.press(pressed, pressed.timeStamp)) {
      strange.press(pressed)
      return
    }
    if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) return
    const key = pressed.key === 'Enter' || pressed.key === 'Tab' ? 'end' : wedgeKeyOf(pressed)
    if (key !== 'end') strange.press(pressed)
    if (key === null) isEcho = false
    else press(key, pressed)
  }
  const hearRelease = (event: Event) => {
    const written = codes.release((event as KeyboardEvent).key)
    if (written === null) return
    isEcho = true
    press(written.key, event, { since: written.since })
  }
  /** An input method writes without telling a key: letter by letter, or all that was read at once. */
  const hearWritten = (data: string, event: Event, kept?: KeptField | null) => {
    const wasHeard = isEcho
    isEcho = false
    if (wasHeard && [...data].length === 1) return
    // A person chooses whole words from what it proposes, and pastes what a field is there for.
    if ([...data].length > 1 && (!isReaders([data]) || takesCodes(event.target))) return
    for (const sign of data) press(/[\r\n\t]/.test(sign) ? 'end' : { key: sign, us: sign }, event, { kept })
  }
  const hearInput = (event: Event) => {
    const { data, inputType, isComposing } = event as InputEvent
    if (inputType === 'insertText' && !isComposing && data !== null) hearWritten(data, event)
  }
  let composed: KeptField | null = null
  const hearComposition = (event: Event) => {
    if (event.type === 'compositionstart') composed = fieldOf(event.target)
    else hearWritten((event as CompositionEvent).data, event, composed)
  }
  const heard: readonly (readonly [string, (event: Event) => void])[] = [
    ['keydown', hearKey],
    ['keyup', hearRelease],
    ['beforeinput', hearInput],
    ['compositionstart', hearComposition],
    ['compositionend', hearComposition],
  ]
  for (const [type, hear] of heard) target.addEventListener(type, hear, { capture: true })
  return () => {
    clearTimeout(timer)
    strange.understood()
    for (const [type, hear] of heard) target.removeEventListener(type, hear, { capture: true })
  }
}

/** A person types no twelve keys where there is no field. */
const STRANGE_KEYS = 12
const STRANGE_REST_MS = 1000

/** Keys that go into no field and were not understood: a reader that is too slow, or set to what nobody knows. */
function strangeKeys(tell: () => void) {
  let count = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const understood = () => {
    clearTimeout(timer)
    count = 0
  }
  return {
    understood,
    press: ({ key, target }: KeyboardEvent) => {
      if (fieldOf(target) !== null || ([...key].length > 1 && key !== 'Unidentified' && key !== 'Alt')) return
      count += 1
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (count >= STRANGE_KEYS) tell()
        count = 0
      }, STRANGE_REST_MS)
    },
  }
}

// It is told by its name, not by its class, since a field of another window's document is one too.
function nameOf(target: EventTarget | null): string {
  return (target as Element | null)?.nodeName ?? ''
}

function isPressable(target: EventTarget | null): boolean {
  const name = nameOf(target)
  if (name === 'INPUT') return /^(?:checkbox|radio|button|submit|reset|file)$/.test((target as HTMLInputElement).type)
  return name === 'BUTTON' || name === 'A' || name === 'SUMMARY'
}

function takesCodes(target: EventTarget | null): boolean {
  return nameOf(target) === 'TEXTAREA' || (nameOf(target) === 'INPUT' && (target as Element).classList.contains('mrz'))
}

function fieldOf(target: EventTarget | null): KeptField | null {
  // A file field holds nothing to be restored, and may not be written to.
  if (!/^(?:INPUT|TEXTAREA|SELECT)$/.test(nameOf(target)) || isPressable(target)) return null
  const element = target as Field
  return { element, value: element.value }
}

/** The first keys of a burst went into the field that had the focus, before it was known to be one. */
function restore({ element, value }: KeptField): void {
  if (element.value === value) return
  element.value = value
  element.dispatchEvent(new Event('input', { bubbles: true }))
  element.dispatchEvent(new Event('change', { bubbles: true }))
}
