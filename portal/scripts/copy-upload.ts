/** Sends the picture of a passport as soon as it is taken or chosen, and says how far it is. Without this the form sends it. */
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { sendParts, standing, type UploadLine } from './part-upload.ts'
import { scaleFor } from './picture-scale.ts'

interface Told {
  readonly address: string
  /** As it stands there, with where one came from. */
  readonly page: string
  readonly most: number
  readonly language: TravellerLanguage
  readonly megabytes: number
  readonly words: Readonly<Record<'preparing' | 'sending' | 'cut' | 'opening' | 'failed', string>>
  readonly faults: Readonly<Record<string, string>>
}

/** A file that was begun: by it the same file goes on after the page was loaded anew. */
interface Begun {
  readonly id: string
  readonly hash: string
}

const JPEG_QUALITY = 0.9
const POLL_MS = 1000
const MOST_POLLS = 60
const BACK = 'online'

const LINE: UploadLine = {
  fetch: (address, init) => fetch(address, init),
  wait: (milliseconds) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        removeEventListener(BACK, done)
        resolve()
      }
      const timer = setTimeout(done, milliseconds)
      addEventListener(BACK, done)
    }),
  now: () => performance.now(),
}

for (const place of document.querySelectorAll<HTMLElement>('[data-copy-upload]')) start(place)

function start(place: HTMLElement): void {
  const told: Told = JSON.parse(place.dataset.copyUpload ?? '{}')
  const inputs = place.querySelectorAll<HTMLInputElement>('input[type=file]')
  const token = place.querySelector<HTMLInputElement>('input[type=hidden]')
  place.classList.add('is-live')
  for (const input of inputs) {
    input.form?.addEventListener('submit', (event) => event.preventDefault())
    input.addEventListener('change', async () => {
      const [file] = input.files ?? []
      if (file === undefined || token === null) return
      for (const one of inputs) one.disabled = true
      await send(file, { name: token.name, value: token.value }, told, screenOf(place, told))
      for (const one of inputs) one.disabled = false
      // The same file chosen again is a change, too.
      input.value = ''
    })
  }
}

interface Screen {
  say(text: string, values?: Readonly<Record<string, number>>): void
  fault(text: string): void
  progress(percent: number): void
}

function screenOf(place: HTMLElement, { language, megabytes }: Told): Screen {
  const text = place.querySelector<HTMLElement>('.site-progress__text')
  const frame = place.querySelector<HTMLElement>('.site-progress')
  const bar = place.querySelector<HTMLProgressElement>('progress')
  const show = (words: string, isFault: boolean) => {
    if (text === null || frame === null) return
    text.textContent = words
    text.classList.toggle('site-fault', isFault)
    frame.hidden = isFault
  }
  return {
    say: (words, values = {}) => show(fillText(words, { megabytes, ...values }, language), false),
    fault: (words) => show(fillText(words, { megabytes }, language), true),
    progress: (percent) => {
      if (bar !== null) bar.value = percent
    },
  }
}

async function send(
  chosen: File,
  token: { readonly name: string; readonly value: string },
  told: Told,
  screen: Screen,
): Promise<void> {
  const { address, page, words, faults, most } = told
  screen.say(words.preparing)
  const file = await prepared(chosen)
  if (file.size === 0) return screen.fault(faults.empty ?? words.failed)
  if (file.size > most) return screen.fault(faults['too-large'] ?? words.failed)
  const begun = await begin(file, token, told)
  if (typeof begun === 'string') return screen.fault(faults[begun] ?? words.failed)
  const of = `${address}/${begun.id}`
  const upload = { address: of, token: token.value, file, received: begun.received }
  const end = await sendParts(upload, LINE, ({ received, isCut }) => {
    const percent = Math.floor((100 * received) / file.size)
    screen.progress(percent)
    screen.say(isCut ? words.cut : words.sending, { percent })
  })
  if (end === 'arrived') {
    screen.say(words.opening)
    await opened(of)
  }
  location.replace(page)
}

/** Resolves when it was opened, or that is for the next page to tell. */
async function opened(address: string): Promise<void> {
  for (let polls = 0; polls < MOST_POLLS; polls++) {
    const stands = await standing({ address }, LINE)
    if (stands === 'gone' || (stands !== 'cut' && stands.state !== 'making' && stands.state !== 'receiving')) return
    await LINE.wait(POLL_MS)
  }
}

/** Begins a file, or finds how far the same one had come; or why it is not taken. */
async function begin(
  file: Blob,
  token: { readonly name: string; readonly value: string },
  { address }: Told,
): Promise<{ readonly id: string; readonly received: number } | string> {
  const hash = await hashOf(file)
  const before = begunAt(address)
  if (before !== null && hash !== null && before.hash === hash) {
    const stands = await standing({ address: `${address}/${before.id}` }, LINE)
    if (typeof stands !== 'string' && stands.state === 'receiving') return { id: before.id, received: stands.received }
  }
  try {
    const body = new URLSearchParams({ size: String(file.size), [token.name]: token.value })
    const answer = await fetch(`${address}/begin`, { method: 'POST', body, redirect: 'manual' })
    const isTold = answer.headers.get('content-type')?.startsWith('application/json') === true
    if (!isTold) return 'failed'
    const { id, received, fault } = await answer.json()
    if (fault !== undefined) return fault
    if (hash !== null) sessionStorage.setItem(keyOf(address), JSON.stringify({ id, hash } satisfies Begun))
    return { id, received }
  } catch {
    return 'failed'
  }
}

// The same page in another language is of the same case.
const keyOf = (address: string) => `evisa-copy${address.replace(/^\/[a-z]+/, '')}`

function begunAt(address: string): Begun | null {
  const text = sessionStorage.getItem(keyOf(address))
  return text === null ? null : JSON.parse(text)
}

/** Null where the browser has no hashes, as on an address without HTTPS: then a file begins anew. */
async function hashOf(file: Blob): Promise<string | null> {
  if (crypto.subtle === undefined) return null
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Made smaller where that saves something; what the browser cannot open goes as it is, and the authority says why it is not taken. */
async function prepared(file: File): Promise<Blob> {
  if (file.type === 'application/pdf') return file
  try {
    const picture = await createImageBitmap(file)
    const { width, height } = picture
    const isTaken = file.type === 'image/jpeg' || file.type === 'image/png'
    const scale = scaleFor({ width, height, bytes: file.size, isTaken })
    if (scale === null) return file
    const drawn = await drawnSmaller(picture, Math.round(width * scale), Math.round(height * scale))
    return drawn !== null && (!isTaken || drawn.size < file.size) ? drawn : file
  } catch {
    return file
  }
}

function drawnSmaller(picture: ImageBitmap, width: number, height: number): Promise<Blob | null> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')
  if (context === null) return Promise.resolve(null)
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, width, height)
  picture.close()
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY))
}
