/** The public check page, at the address that the QR code of an e-visa holds. */
import { effect } from '@preact/signals'
import { render } from 'preact'
import { browserFetch, verifyInBrowser, wallClock } from './browser-platform.ts'
import { takeFromAddress } from './check-address.ts'
import { openCheckDesk } from './check-desk.ts'
import { checkLanguage, preferredLanguage, tell } from './check-language.ts'
import { CheckView } from './check-view.tsx'
import type { QrReading } from './reading/qr-reading.ts'
import './check.css'

// Before anything is fetched or drawn: the address bar is to show no e-visa.
const scanned = takeFromAddress(location, history)

let reading: QrReading | undefined

const desk = openCheckDesk({
  fetch: browserFetch,
  origin: location.origin,
  verify: verifyInBrowser,
  now: wallClock,
  readFile: async (file) => {
    try {
      // Half a megabyte that most never need: fetched when the first picture is given.
      const { openQrReading } = await import('./reading/qr-reading.ts')
      reading ??= openQrReading()
    } catch {
      return { ok: false, error: 'network' }
    }
    return reading.readFile(file)
  },
})

checkLanguage.value = preferredLanguage(navigator.languages)
effect(() => {
  document.documentElement.lang = checkLanguage.value
  document.title = tell('title')
})

const isFit = isSecureContext && crypto.subtle !== undefined && 'DecompressionStream' in globalThis
const root = document.getElementById('app')
if (root !== null) {
  root.replaceChildren()
  render(<CheckView desk={desk} isFit={isFit} />, root)
}
if (isFit) {
  if (scanned !== '') void desk.take(scanned)
  // Another code scanned into the same tab changes nothing but the fragment.
  addEventListener('hashchange', () => {
    const next = takeFromAddress(location, history)
    if (next !== '') void desk.take(next)
  })
  addEventListener('online', () => {
    const { value } = desk.phase
    if (value.name === 'fault' && value.fault === 'network') void desk.retry()
  })
}
