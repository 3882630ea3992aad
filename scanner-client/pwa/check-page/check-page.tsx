/** The public check page, at the address that the QR code of an e-visa holds. */
import { effect } from '@preact/signals'
import { render } from 'preact'
import { preferredLanguage } from '#evisa/language.ts'
import { holdsEvisa } from '../../offline/evisas-first.ts'
import { FIRST_RANGE } from '../../offline/found-codes.ts'
import { browserFetch, verifyInBrowser, wallClock } from '../browser-platform.ts'
import type { QrReading } from '../reading/qr-reading.ts'
import { takeFromAddress } from './check-address.ts'
import { checkLanguage, tell } from './check-language.ts'
import { type CheckModelContext, openCheckModel } from './check-model.ts'
import { CheckView } from './check-view.tsx'
import { looksLikeReceipts } from './judged-receipts.ts'
import { openReceiptsModel } from './receipts-model.ts'
import './check.css'

// It is taken out before anything is fetched or drawn, since the address bar is to show no e-visa.
const scanned = takeFromAddress(location, history)

let reading: QrReading | undefined

const readFile = async (file: Blob): ReturnType<CheckModelContext['readFile']> => {
  try {
    // Most never need this half megabyte, which is fetched when the first picture is given.
    const { openQrReading } = await import('../reading/qr-reading.ts')
    reading ??= openQrReading()
  } catch {
    return { ok: false, error: 'network' }
  }
  return readWhole(file, reading)
}

/** A traveller need not be asked: the pages of a PDF are looked at until there is an e-visa on one. */
async function readWhole(file: Blob, { readFile }: QrReading): ReturnType<CheckModelContext['readFile']> {
  const texts: string[] = []
  for (let range = FIRST_RANGE; ; ) {
    const read = await readFile(file, range)
    if (!read.ok) return read
    const { pages } = read.value
    texts.push(...read.value.texts)
    if (pages === null || pages.until >= pages.of || texts.some(holdsEvisa)) return { ok: true, value: texts }
    range = { from: pages.until, most: FIRST_RANGE.most }
  }
}
const context = { fetch: browserFetch, origin: location.origin, verify: verifyInBrowser, now: wallClock }
const receipts = openReceiptsModel({ ...context, readPicture: readFile })
const check = openCheckModel({ ...context, readFile, onReceipts: (text) => void receipts.take(text) })

/** The code of a receipt opens this page too. */
function take(text: string): Promise<void> {
  if (looksLikeReceipts(text)) return receipts.take(text)
  receipts.clear()
  return check.take(text)
}

checkLanguage.value = preferredLanguage(navigator.languages)
effect(() => {
  document.documentElement.lang = checkLanguage.value
  document.title = tell('title')
})

const isFit = isSecureContext && crypto.subtle !== undefined && 'DecompressionStream' in globalThis
const root = document.getElementById('app')
if (root !== null) {
  root.replaceChildren()
  render(<CheckView check={check} receipts={receipts} isFit={isFit} />, root)
}
if (isFit) {
  if (scanned !== '') void take(scanned)
  // Another code scanned into the same tab changes nothing but the fragment.
  addEventListener('hashchange', () => {
    const next = takeFromAddress(location, history)
    if (next !== '') void take(next)
  })
  addEventListener('online', () => {
    const { value } = check.phase
    if (value.name === 'fault' && (value.fault === 'network' || value.fault === 'sign-in')) void check.retry()
  })
}
