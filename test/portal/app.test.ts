import { brotliDecompressSync } from 'node:zlib'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { defaultTerms } from '../../fixtures/default-terms.ts'
import type { Sent } from '../../pages/authority/face-calls.ts'
import { buildPortalApp, type PortalOptions, TEMPLATE_FOLDERS } from '../../portal/app.ts'
import { namedAssets } from './test-assets.ts'

const TERMS = { revision: 0, editions: [defaultTerms()] }

/** The portal before a server that only knows the terms. */
async function portal(t: Test, change: Partial<PortalOptions> = {}) {
  const sent: Sent[] = []
  const lines: string[] = []
  const app = await buildPortalApp({
    call: async (one) => {
      sent.push(one)
      return Response.json(TERMS)
    },
    ...{ ...namedAssets, publicUrl: null, trustProxy: false, isDemonstration: true, mailboxUrl: null },
    ...{ demonstrationUrl: null, now: () => 1_795_000_000 },
    logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    ...change,
  })
  t.teardown(() => app.close())
  return { app, sent, lines }
}

t.test('pages are sent packed, and a line of the log tells of each', async (t) => {
  const { app, lines } = await portal(t)
  const answer = await app.inject({ url: '/en/fees?x=1', headers: { 'accept-encoding': 'br, gzip' } })
  t.equal(answer.headers['content-encoding'], 'br')
  t.match(brotliDecompressSync(answer.rawPayload).toString(), /<!DOCTYPE html>/i)
  t.match(JSON.parse(lines.at(-1) ?? ''), { event: 'request', route: '/:language/fees', method: 'GET', status: 200 })
  t.notMatch(lines.join(''), 'x=1')
})

t.test('where somebody calls from is believed of the proxies that are named, and of no other', async (t) => {
  const from = async (trustProxy: string | false) => {
    const { app, sent } = await portal(t, { trustProxy })
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    await app.inject({ url: '/en/fees', remoteAddress: '198.51.100.1', headers })
    return sent[0]?.headers?.['evisa-client-address']
  }
  t.equal(await from(false), '198.51.100.1')
  t.equal(await from('198.51.100.1'), '203.0.113.9')
  t.equal(await from('192.0.2.0/24,198.51.100.1'), '203.0.113.9')
  t.equal(await from('192.0.2.1'), '198.51.100.1')
})

t.test('every route of a page stands under its language', async (t) => {
  const routes: string[] = []
  await portal(t, { noteRoute: ({ url }) => void routes.push(url) })
  t.same(
    routes.filter((url) => !/^\/:language(\/|$)/.test(url) && !/^\/(assets\/\*)?$/.test(url)),
    [],
  )
  t.ok(TEMPLATE_FOLDERS.every((folder) => folder.endsWith('/templates')))
})
