/** Help while the two lines of a passport are typed: counts, what cannot stand in a place, check digits; a space becomes the filler. */
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { LINE_LENGTH, lineTyped, withFillers } from '#evisa/mrz-typing.ts'
import {
  faultsOfLines,
  type LineFault,
  type LineName,
  type LineWords,
  lineFaultText,
  readingOf,
  wholeLines,
} from '../passport/typed-lines.ts'

interface Told extends LineWords {
  readonly language: TravellerLanguage
  readonly count: string
  readonly right: string
}

const NAMES: readonly LineName[] = ['first', 'second']

for (const form of document.querySelectorAll<HTMLFormElement>('[data-passport-lines]')) start(form)

function start(form: HTMLFormElement): void {
  const told: Told = JSON.parse(form.dataset.passportLines ?? '{}')
  const fields = Object.fromEntries(
    NAMES.map((name) => [name, form.querySelector<HTMLTextAreaElement>(`[data-line=${name}]`)]),
  )
  const { first, second } = fields
  if (!first || !second) return
  const typed = () => ({ first: first.value, second: second.value })
  const show = (foreign: readonly LineFault[] = []) => {
    for (const name of NAMES) tell(form, name, typed(), foreign, told)
  }
  for (const name of NAMES) {
    const field = name === 'first' ? first : second
    field.addEventListener('keydown', (event) => {
      // A line has one end, and the form is sent by its button.
      if (event.key !== 'Enter') return
      event.preventDefault()
      if (name === 'first') second.focus()
    })
    field.addEventListener('input', () => {
      const foreign = faultsOfLines({ ...typed(), [name]: field.value }).filter(
        (fault) => fault.rule === 'foreign' && fault.line === name,
      )
      if (name === 'first' && isBoth(first.value)) Object.assign(first, { value: wholeLines(typed()).first })
      else keepTyped(field)
      show(foreign)
    })
  }
  first.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text') ?? ''
    if (!isBoth(text)) return
    event.preventDefault()
    const lines = wholeLines({ first: text, second: '' })
    first.value = lines.first
    second.value = lines.second
    show()
  })
  first.addEventListener('blur', () => {
    first.value = wholeLines(typed()).first
    show()
  })
  // What the page itself says of a line stands above it already, until something is typed.
  const isTold = form.querySelector('.govuk-error-message') !== null
  if (!isTold && (first.value !== '' || second.value !== '')) show()
}

/** Both lines of a copied text. */
function isBoth(text: string): boolean {
  return text.trim().length > LINE_LENGTH && (/\S[\r\n]+\S/.test(text.trim()) || text.trim().length === 2 * LINE_LENGTH)
}

/** As a passport has it, the cursor where it was. */
function keepTyped(field: HTMLTextAreaElement): void {
  const at = lineTyped(field.value.slice(0, field.selectionStart)).length
  const line = lineTyped(field.value)
  if (line === field.value) return
  field.value = line
  field.setSelectionRange(at, at)
}

function tell(
  form: HTMLFormElement,
  name: LineName,
  typed: Readonly<Record<LineName, string>>,
  foreign: readonly LineFault[],
  told: Told,
): void {
  const count = form.querySelector(`[data-count=${name}]`)
  const help = form.querySelector(`[data-help=${name}]`)
  if (count === null || help === null) return
  const n = withFillers(typed[name]).length
  count.textContent = n === 0 ? '' : fillText(told.count, { n, all: LINE_LENGTH }, told.language)
  const isRight = name === 'second' && readingOf(typed) !== null
  // What is only not typed yet is no fault while somebody types.
  const known = [...foreign, ...faultsOfLines(typed)].filter(
    ({ line, rule }) => line === name && rule !== 'missing' && rule !== 'unread',
  )
  const texts = isRight ? [told.right] : known.map((fault) => lineFaultText(fault, told, told.language))
  help.classList.toggle('site-fault', !isRight)
  help.replaceChildren(
    ...texts.map((text) =>
      Object.assign(document.createElement('p'), { className: 'govuk-body-s', textContent: text }),
    ),
  )
}
