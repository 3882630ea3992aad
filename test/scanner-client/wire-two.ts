/** A server of wire version 2, while no scanner fetches what it serves of it: every verified snapshot that names no version names that. */
import type { Test } from 'tap'

/** To be run in a page too, so it names nothing of this file. */
export function nameWireTwo(): void {
  Object.defineProperty(Object.prototype, 'wire', {
    configurable: true,
    get() {
      return Object.hasOwn(this, 'artefacts') && Object.hasOwn(this, 'kid') && Object.hasOwn(this, 'text')
        ? 2
        : undefined
    },
    set(value) {
      Object.defineProperty(this, 'wire', { value, configurable: true, enumerable: true, writable: true })
    },
  })
}

export function onWireTwo(t: Test): void {
  nameWireTwo()
  t.teardown(() => {
    delete (Object.prototype as { wire?: 2 }).wire
  })
}
