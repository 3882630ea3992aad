import t from 'tap'
import { keysWork } from '../../../../scanner-client/pwa/scanning/touch-key.ts'

// What a key answers is tested with authenticators in a browser: test/browser/keyed-booth.test.ts.
t.test('keys work at an address of their domain that the roster names, in a browser that has them', async (t) => {
  const roster = { rp_id: 'border.example', origins: ['https://booth.border.example', 'https://elsewhere.example'] }
  const at = (origin: string) => keysWork(roster, { origin, hostname: new URL(origin).hostname } as Location)
  t.notOk(at('https://booth.border.example'), 'a browser without them')
  const { PublicKeyCredential: before } = globalThis
  globalThis.PublicKeyCredential = class {} as typeof PublicKeyCredential
  t.teardown(() => {
    globalThis.PublicKeyCredential = before
  })
  t.ok(at('https://booth.border.example'))
  for (const origin of ['https://console.border.example', 'https://elsewhere.example', 'https://xborder.example'])
    t.notOk(at(origin), origin)
})
