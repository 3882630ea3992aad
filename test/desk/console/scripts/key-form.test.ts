/** The form that asks a key, in Chromium, before a server that is made up: how all of it goes is in `browser/console-*`. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { bundleOf, chromiumFor, openPage } from '../../../browser/chromium.ts'

const WORDS = { none: 'NONE', cancelled: 'CANCELLED', failed: 'FAILED', waits: 'WAITS' }

async function formBefore(t: Test, told: object, answer: () => { readonly type: string; readonly body: string }) {
  const script = await bundleOf(`${import.meta.dirname}/../../../../desk/console/scripts/key-form.ts`)
  const sent: string[] = []
  const attribute = (value: object) => JSON.stringify(value).replaceAll('"', '&quot;')
  const html = `<!doctype html><title>t</title><form method="post" action="/send" data-key="${attribute(told)}" data-key-words="${attribute(WORDS)}">
    <input name="code" value="AB"><input type="hidden" name="asked"><input type="hidden" name="answer">
    <p role="alert" hidden></p><span role="status" hidden></span><button>Go</button></form>
    <script src="/page.js"></script><script>page.startKeyForms(document)</script>`
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    if (request.method === 'POST') sent.push(`${request.url} ${body}`)
    const told =
      request.url === '/page.js'
        ? { type: 'text/javascript', body: script }
        : request.url === '/ask'
          ? answer()
          : { type: 'text/html', body: html }
    response.writeHead(200, { 'content-type': told.type })
    response.end(told.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => void server.close())
  const page = await openPage(t, await chromiumFor(t), `http://localhost:${(server.address() as AddressInfo).port}/`)
  return { page, sent }
}

t.test(
  'what the server says against it is shown beside the button, and nothing is sent',
  { timeout: 60_000 },
  async (t) => {
    const told = { kind: 'create', ask: '/ask' }
    const { page, sent } = await formBefore(t, told, () => ({
      type: 'application/json',
      body: '{"fault":"No such code."}',
    }))
    await page.click('button')
    await page.getByText('No such code.').waitFor()
    t.same(sent, ['/ask code=AB&asked=&answer='], 'what was typed went along')
    t.equal(await page.locator('[role=status]').isHidden(), true)
  },
)

t.test(
  'where the session is over the whole form is sent, so that nothing of it is lost',
  { timeout: 60_000 },
  async (t) => {
    const { page, sent } = await formBefore(t, { kind: 'get', ask: '/ask' }, () => ({
      type: 'text/html',
      body: 'sign in',
    }))
    await page.click('button')
    await page.waitForURL('**/send')
    t.same(sent, ['/ask code=AB&asked=&answer=', '/send code=AB&asked=&answer='])
  },
)

t.test('an authenticator that says no is told as such', { timeout: 60_000 }, async (t) => {
  const options = { challenge: 'AQID', rpId: 'localhost', userVerification: 'required' }
  const { page, sent } = await formBefore(t, { kind: 'get', options }, () => ({ type: 'text/html', body: '' }))
  await page.evaluate(`navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError'))`)
  await page.click('button')
  await page.getByText('CANCELLED').waitFor()
  t.same(sent, [])
})
