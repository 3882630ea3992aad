/**
 * Barcode and passport readers that type like a keyboard, anywhere on the page: what they type is taken out of the field
 * that had the focus, presses no button, and is read as the keys that the reader meant, whatever layout this computer has.
 */
import { wedgeBursts } from './wedge-bursts.ts'
import { wedgeKeyOf } from './wedge-keys.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/**
 * Listens for readers; `onText` gets an e-visa's text, the lines of a passport, or whatever else was read. Returns what
 * ends it. Begin it before anything else that hears keys, so that those of a reader come to nobody else.
 */
export function followWedge(target: EventTarget, onText: (text: string) => void): () => void {
  const bursts = wedgeBursts()
  let timer: ReturnType<typeof setTimeout> | undefined
  let field: { readonly element: Field; readonly value: string } | null = null

  const settle = ({ hasEnded, texts }: { readonly hasEnded: boolean; readonly texts: readonly string[] }) => {
    if (hasEnded && field !== null) restore(field)
    for (const text of texts) onText(text)
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
  const hear = (event: Event) => {
    const pressed = event as KeyboardEvent
    // A key that is held down comes as fast as a reader's.
    if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.repeat) return
    const key = pressed.key === 'Enter' || pressed.key === 'Tab' ? 'end' : wedgeKeyOf(pressed)
    if (key === null) return
    const heard = bursts.press(key, pressed.timeStamp)
    // Before its first twelve keys nobody knows that it is a reader; a blank among them would press a button.
    const wouldPress = heard.isFast && !heard.isFirst && pressed.key === ' ' && isPressable(pressed.target)
    if (heard.isOfReader || wouldPress) {
      pressed.preventDefault()
      pressed.stopPropagation()
    }
    settle(heard)
    if (heard.isFirst) field = fieldOf(pressed.target)
    wait()
  }
  target.addEventListener('keydown', hear, { capture: true })
  return () => {
    clearTimeout(timer)
    target.removeEventListener('keydown', hear, { capture: true })
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

function fieldOf(target: EventTarget | null) {
  // A file field holds nothing to be restored, and may not be written to.
  if (!/^(?:INPUT|TEXTAREA|SELECT)$/.test(nameOf(target)) || isPressable(target)) return null
  const element = target as Field
  return { element, value: element.value }
}

/** The first keys of a burst went into the field that had the focus, before it was known to be one. */
function restore({ element, value }: { readonly element: Field; readonly value: string }): void {
  if (element.value === value) return
  element.value = value
  element.dispatchEvent(new Event('input', { bubbles: true }))
  element.dispatchEvent(new Event('change', { bubbles: true }))
}
