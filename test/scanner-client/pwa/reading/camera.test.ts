import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { DIST_DIR } from '../../../../scanner-client/pwa/build.ts'
import { chromiumFor, openPage } from '../../../browser/chromium.ts'
import { servePages } from '../page-server.ts'

/** The scan screen of training, with so many made cameras. */
async function scanScreen(t: Test, cameras: number): Promise<Page> {
  const { address } = await servePages(t, DIST_DIR)
  const args = ['--use-fake-ui-for-media-stream', `--use-fake-device-for-media-stream=device-count=${cameras}`]
  const page = await openPage(t, await chromiumFor(t, { args }), `${address}/scan/`)
  await page.getByRole('button', { name: 'Train as border control' }).click()
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await playing(page)
  return page
}

const playing = (page: Page) =>
  page.waitForFunction(() => {
    const video = document.querySelector('video')
    const [track] = (video?.srcObject as MediaStream | null)?.getTracks() ?? []
    return video !== null && !video.paused && video.videoWidth > 0 && track?.readyState === 'live'
  })

const device = (page: Page) =>
  page.evaluate(() => {
    const [track] = (document.querySelector('video')?.srcObject as MediaStream | null)?.getTracks() ?? []
    return track?.label
  })

t.test('where there are several cameras one switches to the next', async (t) => {
  const page = await scanScreen(t, 2)
  const first = await device(page)
  await page.getByRole('button', { name: 'Other camera' }).click()
  await page.waitForFunction((before) => {
    const [track] = (document.querySelector('video')?.srcObject as MediaStream | null)?.getTracks() ?? []
    return track !== undefined && track.label !== before
  }, first)
  await playing(page)
  t.not(await device(page), first)
})

t.test('a camera that the system took away is opened anew by itself', async (t) => {
  const page = await scanScreen(t, 1)
  t.equal(await page.getByRole('button', { name: 'Other camera' }).count(), 0)
  const before = await page.evaluate(() => {
    const [track] = (document.querySelector('video')?.srcObject as MediaStream | null)?.getTracks() ?? []
    // As when a phone call takes it: stopping it by hand tells nobody.
    track?.stop()
    track?.dispatchEvent(new Event('ended'))
    return track?.id
  })
  await page.waitForFunction((id) => {
    const [track] = (document.querySelector('video')?.srcObject as MediaStream | null)?.getTracks() ?? []
    return track !== undefined && track.id !== id && track.readyState === 'live'
  }, before)
  await playing(page)
})

t.test('a page that comes back from the background gets its picture again', async (t) => {
  const page = await scanScreen(t, 1)
  await page.evaluate(() => {
    const video = document.querySelector('video')
    const [track] = (video?.srcObject as MediaStream | null)?.getTracks() ?? []
    track?.stop()
    dispatchEvent(new Event('pageshow'))
  })
  await playing(page)
  t.ok(await device(page))
})

t.test('leaving the scan screen frees the camera', async (t) => {
  const page = await scanScreen(t, 1)
  const track = await page.evaluateHandle(() => {
    const [track] = (document.querySelector('video')?.srcObject as MediaStream | null)?.getTracks() ?? []
    return track
  })
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
  await page.locator('video').waitFor({ state: 'detached' })
  t.equal(await track.evaluate((one) => one?.readyState), 'ended')
})
