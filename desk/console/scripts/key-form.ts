/** Forms whose button asks an authenticator first: what it says goes with the form. */
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import { madeKeyOf, makeKey, signByMadeKey } from './made-key.ts'

interface Told {
  /** get: signs by a key. create: makes one. add: signs by one that there is, and makes another. play: of a demonstration, either by a key that this page keeps. */
  readonly kind: 'get' | 'create' | 'add' | 'play'
  /** Where it is asked what is to be signed; what stands in `options` otherwise. */
  readonly ask?: string
  /** Of add: where it is asked what the key that there is signs. */
  readonly prove?: string
  /** Of play: where a key is asked for that is made, and where one that was made signs in. */
  readonly make?: string
  readonly signIn?: string
  /** Of play: the keys that the server knows. */
  readonly known?: readonly string[]
  readonly options?: object
  /** Whose key it is, where this page may have made it. */
  readonly person?: string
}

type Words = Readonly<
  Record<
    'none' | 'cancelled' | 'failed' | 'address' | 'known' | 'unverified' | 'algorithm' | 'waits' | 'waitsNew',
    string
  >
>

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
  const fault = form.querySelector<HTMLElement>('[role=alert]')
  let isBusy = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (isBusy) return
    isBusy = true
    show(fault, '')
    say(form, words.waits)
    try {
      const { asked, answer, action = form.action } = await answerOf(form, told, words)
      field(form, 'asked').value = asked
      field(form, 'answer').value = JSON.stringify(answer)
      form.action = action
      form.submit()
    } catch (error) {
      show(fault, error instanceof NotSigned ? error.message : wordsFor(error as Error, words))
    } finally {
      say(form, '')
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
  const { kind, ask = '', make = '', prove = '', signIn, options, known = [], person = '' } = told
  if (kind === 'play') {
    // One of a demonstration that was begun anew since is nobody's there.
    if (known.includes((await madeKeyOf(person)) ?? '')) {
      const asked = await askFor(form, ask, words)
      return { asked: asked.id, answer: await signByMadeKey(person, asked.options), ...(signIn && { action: signIn }) }
    }
    const asked = await askFor(form, make, words)
    return { asked: asked.id, answer: await makeKey(person, asked.options) }
  }
  if (kind === 'add') {
    const proof = await askFor(form, prove, words)
    field(form, 'provenBy').value = proof.id
    field(form, 'proof').value = JSON.stringify(await signed(person, proof.options, words))
    say(form, words.waitsNew)
  }
  const asked = options === undefined ? await askFor(form, ask, words) : { id: '', options }
  if (kind === 'get') return { asked: asked.id, answer: await signed(person, asked.options, words) }
  if (!browserSupportsWebAuthn()) throw new NotSigned(words.none)
  const optionsJSON = asked.options as PublicKeyCredentialCreationOptionsJSON
  return { asked: asked.id, answer: await startRegistration({ optionsJSON }) }
}

/** By the key that this page made for the person, or by whichever the authenticator has. */
async function signed(person: string, options: object, words: Words): Promise<object> {
  if ((await madeKeyOf(person)) !== null) return signByMadeKey(person, options)
  if (!browserSupportsWebAuthn()) throw new NotSigned(words.none)
  return startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON })
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
  const told: Readonly<Record<string, string>> = {
    NotAllowedError: words.cancelled,
    AbortError: words.cancelled,
    SecurityError: words.address,
    InvalidStateError: words.known,
    ConstraintError: words.unverified,
    NotSupportedError: words.algorithm,
  }
  return told[name] ?? words.failed
}

function say(form: HTMLFormElement, text: string): void {
  const waits = form.querySelector<HTMLElement>('[role=status]')
  if (waits === null) return
  waits.textContent = text
  waits.hidden = text === ''
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
