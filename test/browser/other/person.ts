/** What a person sees and does in a page, by nothing but expressions that are evaluated in it. */
import { setTimeout as pause } from 'node:timers/promises'
import { typeAsReader } from '../scanner-scene.ts'
import type { OtherTab } from './other-browser.ts'

const PATIENCE_MS = 60_000
const LOOK_AGAIN_MS = 100

export interface Person {
  /** Runs a function in the page; it names nothing from outside of itself. */
  inPage<Given extends readonly unknown[], Came>(
    act: (...given: Given) => Came,
    ...given: Given
  ): Promise<Awaited<Came>>
  /** Waits until this is somewhere on the page. */
  sees(text: string): Promise<void>
  /** Waits until there is an element for this selector. */
  finds(selector: string): Promise<void>
  presses(button: string): Promise<void>
  /** Fills in what is labelled so. */
  fillsIn(label: string, value: string): Promise<void>
  key(key: string): Promise<void>
  /** A reader types, and what is answered is told: `clear`, or `refuse entries/used-up`. */
  reads(...texts: readonly string[]): Promise<string>
  /** Gives a picture into the first field for files. */
  givesPicture(png: Uint8Array): Promise<void>
}

export function personAt(tab: OtherTab): Person {
  const inPage: Person['inPage'] = (act, ...given) =>
    tab.evaluate(`(${act})(...${JSON.stringify(given)})`) as ReturnType<Person['inPage']> as never
  /** Asks the page again and again: it may be loaded anew meanwhile, which ends whatever waits in it. */
  const until = async <Given extends readonly unknown[]>(
    what: string,
    act: (...given: Given) => boolean,
    ...given: Given
  ) => {
    const end = Date.now() + PATIENCE_MS
    let last: unknown = null
    while (Date.now() < end) {
      if (
        await inPage(act, ...given).catch((error: unknown) => {
          last = error
          return false
        })
      ) {
        return
      }
      await pause(LOOK_AGAIN_MS)
    }
    const shown = await inPage(() => document.body.innerText).catch(String)
    throw new Error(`in vain: ${what}; the page shows: ${shown}`, { cause: last })
  }
  const finds = (selector: string) => until(selector, (one) => document.querySelector(one) !== null, selector)
  return {
    inPage,
    finds,
    sees: (text) => until(text, (text) => document.body.innerText.toLowerCase().includes(text.toLowerCase()), text),
    presses: (button) =>
      until(
        button,
        (name) => {
          const found = [...document.querySelectorAll('button')].find(
            (one) => one.textContent?.trim() === name && !one.disabled && one.checkVisibility(),
          )
          found?.click()
          return found !== undefined
        },
        button,
      ),
    fillsIn: (label, value) =>
      until(
        label,
        (label, value) => {
          const found = [...document.querySelectorAll('label')].find((one) => one.textContent?.trim().startsWith(label))
          const field = found?.control as HTMLInputElement | HTMLSelectElement | null | undefined
          if (field == null) return false
          field.value = value
          for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
          return field.value === value
        },
        label,
        value,
      ),
    key: (key) =>
      inPage((key) => {
        const pressed = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
        ;(document.activeElement ?? document.body).dispatchEvent(pressed)
      }, key),
    reads: async (...texts) => {
      for (const text of texts) await inPage(typeAsReader, text)
      await finds('main.verdict')
      return inPage(() => {
        const { outcome, reason = '' } = document.querySelector<HTMLElement>('main.verdict')?.dataset ?? {}
        return `${outcome} ${reason}`.trim()
      })
    },
    givesPicture: (png) =>
      inPage(
        (bytes) => {
          const given = new DataTransfer()
          given.items.add(new File([Uint8Array.from(bytes)], 'visa.png', { type: 'image/png' }))
          const field = document.querySelector<HTMLInputElement>('input[type=file]')
          if (field === null) throw new Error('no field for files')
          field.files = given.files
          field.dispatchEvent(new Event('change', { bubbles: true }))
        },
        [...png],
      ),
  }
}
