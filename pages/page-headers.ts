/** The headers of every page: nothing from elsewhere, nothing inline, no frame, nothing kept by anybody in between. */
import { inlineScriptHash } from './templates.ts'

let headers: Readonly<Record<string, string>> | null = null

export function pageHeaders(): Readonly<Record<string, string>> {
  headers ??= {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'self' ${inlineScriptHash()}`,
      "style-src 'self'",
      "img-src 'self' blob: data:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Its own pages only: with no-referrer a browser would not say either from where a form comes.
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
  }
  return headers
}
