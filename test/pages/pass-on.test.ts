import t from 'tap'
import { traveller } from '../portal/case/traveller.ts'

t.test('a file comes as the server made it, kept by nobody in between, and runs nothing', async (t) => {
  const { scene, browser, at } = await traveller(t, 'issued')
  const file = await browser.get(at('e-visa.pdf'))
  const made = await scene.nimali.call('GET', `/v1${at('visa.pdf').slice(3)}`)
  t.equal(file.headers['content-disposition'], made.headers['content-disposition'])
  t.match(file.headers, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  t.match(file.headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/)
})

t.test('without a session one signs in first; what the API refuses is a page of its own', async (t) => {
  const { scene, browser, at } = await traveller(t, 'paid')
  const stranger = await scene.browser().get(at('e-visa.pdf'))
  t.match(stranger.path, /^\/en\/sign-in\?next=/)
  const none = await browser.get(at('e-visa.pdf'))
  t.match([none.status, none.headers['content-type']], [404, /html/])
})
