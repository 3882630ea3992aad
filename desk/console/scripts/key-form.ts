/** Forms whose button asks an authenticator first: what it says goes with the form. */
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import { hasMadeKey, makeKey, signByMadeKey } from './made-key.ts'

interface Told {
  /** get: signs by a key. create: makes one. play: of a demonstration, either by a key that this page keeps. */
  readonly kind: 'get' | 'create' | 'play'
  /** Where it is asked what is to be signed; what stands in `options` otherwise. */
  readonly ask?: string
  /** Of play: where a key is asked for that is made, and where one that was made signs in. */
  readonly make?: string
  readonly signIn?: string
  readonly options?: object
  /** Whose key it is, where this page may have made it. */
  readonly person?: string
}

type Words = Readonly<Record<'none' | 'cancelled' | 'failed' | 'address', string>>

interface Asked {
  readonly id: string
  readonly options: object
}

/** Why nothing was signed, in words. */
class NotSigned extends Error {}

export function startKeyForms(page: Document): void {
  for (const form of page.querySelectorAll<HTMLFormElement>('form[data-key]')) start(form)
}

function start(form: HTMLFormElement): void {
  const told: Told = JSON.parse(form.dataset.key ?? '{}')
  const words: Words = JSON.parse(form.dataset.keyWords ?? '{}')
  const [fault, waits] = [
    form.querySelector<HTMLElement>('[role=alert]'),
    form.querySelector<HTMLElement>('[role=status]'),
  ]
  let isBusy = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (isBusy) return
    isBusy = true
    show(fault, '')
    if (waits !== null) waits.hidden = false
    try {
      const { asked, answer, action = form.action } = await answerOf(form, told, words)
      field(form, 'asked').value = asked
      field(form, 'answer').value = JSON.stringify(answer)
      form.action = action
      form.submit()
    } catch (error) {
      show(fault, error instanceof NotSigned ? error.message : wordsFor(error as Error, words))
    } finally {
      if (waits !== null) waits.hidden = true
      isBusy = false
    }
  })
}

interface Answer {
  readonly asked: string
  readonly answer: object
  /** Where the form goes, if elsewhere than it says. */
  readonly action?: string
}

async function answerOf(form: HTMLFormElement, told: Told, words: Words): Promise<Answer> {
  const { kind, ask = '', make = '', signIn, options, person = '' } = told
  if (kind === 'play') {
    if (await hasMadeKey(person)) {
      const asked = await askFor(form, ask, words)
      return { asked: asked.id, answer: await signByMadeKey(person, asked.options), ...(signIn && { action: signIn }) }
    }
    const asked = await askFor(form, make, words)
    return { asked: asked.id, answer: await makeKey(person, asked.options) }
  }
  const asked = options === undefined ? await askFor(form, ask, words) : { id: '', options }
  if (kind === 'get' && person !== '' && (await hasMadeKey(person)))
    return { asked: asked.id, answer: await signByMadeKey(person, asked.options) }
  if (!browserSupportsWebAuthn()) throw new NotSigned(words.none)
  const answer =
    kind === 'create'
      ? await startRegistration({ optionsJSON: asked.options as PublicKeyCredentialCreationOptionsJSON })
      : await startAuthentication({ optionsJSON: asked.options as PublicKeyCredentialRequestOptionsJSON })
  return { asked: asked.id, answer }
}

/** What the server wrote to be signed. Throws `NotSigned` with its words. */
async function askFor(form: HTMLFormElement, address: string, words: Words): Promise<Asked> {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  const answer = await fetch(address, { method: 'POST', body, redirect: 'manual' })
  if (answer.headers.get('content-type')?.startsWith('application/json') !== true) {
    // The session is over, or the form is an old one: the page that says so is the whole form's to get.
    form.submit()
    throw new NotSigned(words.failed)
  }
  const { id, options, fault } = await answer.json()
  if (typeof fault === 'string') throw new NotSigned(fault)
  return { id, options }
}

function wordsFor({ name }: Error, words: Words): string {
  if (name === 'NotAllowedError' || name === 'AbortError') return words.cancelled
  return name === 'SecurityError' ? words.address : words.failed
}

function show(place: HTMLElement | null, text: string): void {
  if (place === null) return
  place.textContent = text
  place.hidden = text === ''
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  const found = form.elements.namedItem(name)
  if (!(found instanceof HTMLInputElement)) throw new TypeError(`the form has no ${name}`)
  return found
}
