import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { DIST_DIR } from '../../../../scanner-client/pwa/build.ts'
import type { Heard } from '../../../browser/camera.page.ts'
import { bundleOf, chromiumFor, emptyPageServer, openPage } from '../../../browser/chromium.ts'
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
    // This is as when a phone call takes it, but stopping it by hand tells nobody.
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
  // It is let go once the screen is gone, not with it.
  await page.waitForFunction((one) => one?.readyState === 'ended', track)
})

const script = await bundleOf(join(import.meta.dirname, '../../../browser/camera.page.ts'))
type CameraPage = typeof import('../../../browser/camera.page.ts')

/** `openCamera` on an empty page, with what a browser has for a camera. */
async function cameraPage(t: Test, args: readonly string[], host?: string) {
  const url = new URL(await emptyPageServer(t, script))
  if (host !== undefined) url.hostname = host
  const page = await openPage(t, await chromiumFor(t, { args }), url.href)
  return {
    open: () => page.evaluate(() => (globalThis as unknown as { page: CameraPage }).page.open()),
    close: () => page.evaluate(() => (globalThis as unknown as { page: CameraPage }).page.close()),
    state: () => page.evaluate(() => (globalThis as unknown as { page: CameraPage }).page.state()),
    fail: (...names: string[]) =>
      page.evaluate((given) => (globalThis as unknown as { page: CameraPage }).page.failNext(...given), names),
    switchTo: (...places: number[]) =>
      page.evaluate((given) => (globalThis as unknown as { page: CameraPage }).page.switchTo(...given), places),
    lose: (...events: Heard[]) =>
      page.evaluate((given) => (globalThis as unknown as { page: CameraPage }).page.loseCamera(...given), events),
    until: (expected: Partial<ReturnType<CameraPage['state']>>) =>
      page.waitForFunction((given) => {
        const state = (globalThis as unknown as { page: CameraPage }).page.state() as Record<string, unknown>
        return Object.entries(given).every(([name, value]) => JSON.stringify(state[name]) === JSON.stringify(value))
      }, expected),
  }
}

const madeCameras = (count: number) => [
  '--use-fake-ui-for-media-stream',
  `--use-fake-device-for-media-stream=device-count=${count}`,
]

t.test('says why there is no camera', async (t) => {
  t.equal(await (await cameraPage(t, [])).open(), 'camera/absent')
  const denied = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny']
  t.equal(await (await cameraPage(t, denied)).open(), 'camera/refused')
  const elsewhere = [...madeCameras(1), '--host-resolver-rules=MAP gate.example 127.0.0.1']
  t.equal(await (await cameraPage(t, elsewhere, 'gate.example')).open(), 'camera/insecure')
  const busy = await cameraPage(t, madeCameras(1))
  await busy.fail('NotReadableError', 'AbortError')
  t.equal(await busy.open(), 'camera/busy')
  t.equal(await busy.open(), 'camera/failed')
  t.equal(await busy.open(), null, 'and it may be tried again')
})

t.test('of cameras that are switched quickly only the last stays on', async (t) => {
  const camera = await cameraPage(t, madeCameras(3))
  t.equal(await camera.open(), null)
  t.equal((await camera.state()).labels.length, 3)
  t.same(await camera.switchTo(1, 2), [null, null])
  t.match(await camera.state(), { live: 1, isShown: true, place: 2 })
  await camera.close()
  t.equal((await camera.state()).live, 0)
})

t.test('one that does not open leaves the one that was on', async (t) => {
  const camera = await cameraPage(t, madeCameras(2))
  await camera.open()
  await camera.switchTo(1)
  await camera.fail('NotReadableError')
  t.same(await camera.switchTo(0), ['camera/busy'])
  t.match(await camera.state(), { live: 1, isShown: true, place: 1, told: [] })
})

t.test('a page that comes back hears of it twice, and opens one camera', async (t) => {
  const camera = await cameraPage(t, madeCameras(1))
  await camera.open()
  await camera.lose('visibilitychange', 'pageshow')
  await camera.until({ live: 1, isShown: true })
  t.equal((await camera.state()).given, 2)
  await camera.lose('ended')
  await camera.until({ live: 1, isShown: true })
  t.match(await camera.state(), { given: 3, told: [] })
})

t.test('a camera that is lost again while it is being opened is opened once more', async (t) => {
  const camera = await cameraPage(t, madeCameras(1))
  await camera.open()
  await camera.lose('pageshow')
  await camera.until({ given: 2 })
  await camera.lose('ended')
  await camera.until({ given: 3, live: 1, isShown: true })
})

t.test('a camera that is unplugged gives way to another; one that comes back is found', async (t) => {
  const camera = await cameraPage(t, madeCameras(2))
  await camera.open()
  await camera.switchTo(1)
  await camera.fail('OverconstrainedError')
  await camera.lose('devicechange')
  await camera.until({ live: 1, isShown: true, place: 0, told: [] })
  await camera.fail('NotFoundError')
  await camera.lose('ended')
  await camera.until({ told: ['lost: camera/absent'], live: 0 })
  await camera.lose('devicechange')
  await camera.until({ told: ['lost: camera/absent', 'found'], live: 1, isShown: true })
  await camera.close()
  await camera.lose('pageshow')
  t.equal((await camera.state()).live, 0)
})

t.test('what a camera cannot do is not offered', async (t) => {
  const camera = await cameraPage(t, madeCameras(1))
  await camera.open()
  t.match(await camera.state(), { torch: null })
})
