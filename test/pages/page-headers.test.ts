import t from 'tap'
import { pageHeaders } from '../../pages/page-headers.ts'

t.test('nothing is loaded from elsewhere, nothing framed, nothing kept, nobody told where somebody was', (t) => {
  const headers = pageHeaders()
  const policy = new Map(
    (headers['content-security-policy'] ?? '').split('; ').map((rule) => {
      const [name = '', ...sources] = rule.split(' ')
      return [name, sources] as const
    }),
  )
  t.same(policy.get('default-src'), ["'none'"])
  t.same(policy.get('frame-ancestors'), ["'none'"])
  t.same(policy.get('form-action'), ["'self'"])
  t.same(policy.get('base-uri'), ["'none'"])
  for (const [name, sources] of policy)
    for (const source of sources) t.match(source, /^('none'|'self'|blob:|data:|'sha256-[A-Za-z0-9+/]{43}=')$/, name)
  t.match(policy.get('script-src')?.join(' '), /^'self' 'sha256-[^ ]+'$/, 'no script of a page but the one')
  t.match(headers, {
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'strict-transport-security': /max-age=31536000/,
    'cross-origin-opener-policy': 'same-origin',
  })
  t.end()
})
