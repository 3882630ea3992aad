import { readFile } from 'node:fs/promises'
import t from 'tap'
import { chromiumFor } from './chromium.ts'
import { fakeCamera, type Scene } from './fake-camera.ts'
import { beginShift, enrolledPage, scannerScene, verdictOn } from './scanner-scene.ts'

const textOf = async (name: string) =>
  (await readFile(new URL(`../../fixtures/demo-visas/${name}.txt`, import.meta.url), 'utf8')).trim()

t.test('a page in front of the camera becomes a verdict, however it is held', async (t) => {
  const scene = await scannerScene(t)
  const { qr_text } = await scene.issue()
  const held: Readonly<Record<string, [Scene, RegExp]>> = {
    upright: [{ text: qr_text }, /^clear/],
    turned: [{ text: qr_text, turned: 37 }, /^clear/],
    tilted: [{ text: qr_text, harms: { tilt: 0.4 } }, /^clear/],
    'a little blurred': [{ text: qr_text, harms: { blur: 0.15 } }, /^clear/],
    'in the dark': [{ text: qr_text, light: 0.35 }, /^clear/],
    'a boarding pass': [{ text: 'M1PERERA/NIMALI       EABC123 FRANQZLH 0104 326Y012A0025 100' }, /qr\/not-an-evisa/],
    'one of other keys': [{ text: await textOf('forged') }, /^refuse (key\/unknown|signature\/invalid)/],
  }
  for (const [how, [held_, expected]] of Object.entries(held)) {
    const args = await fakeCamera(scene.folder, [held_], 2)
    const context = await chromiumFor(t, { args })
    const page = await enrolledPage(t, context, scene, 'carrier', how)
    await beginShift(page, 'carrier')
    t.match(await verdictOn(page), expected, how)
    await context.close()
  }
})

t.test('a dark table: the hint says what to do, and there is no verdict', async (t) => {
  const scene = await scannerScene(t)
  const args = await fakeCamera(scene.folder, [{ text: 'TOO DARK TO BE READ', light: 0.05 }], 2)
  const page = await enrolledPage(t, await chromiumFor(t, { args }), scene, 'carrier')
  await beginShift(page, 'carrier')
  await page.getByText('Too dark').waitFor()
  t.equal(await page.locator('main.verdict').count(), 0)
})

t.test('without a camera, or where it is refused, the next best way is offered', async (t) => {
  const scene = await scannerScene(t)
  const none = await enrolledPage(t, await chromiumFor(t), scene, 'carrier')
  await beginShift(none, 'carrier')
  await none.getByText('There is no camera here').waitFor()
  await none.getByText('use the barcode reader').waitFor()

  const denied = await chromiumFor(t, {
    args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'],
  })
  const page = await enrolledPage(t, denied, scene, 'carrier')
  await beginShift(page, 'carrier')
  await page.getByText('The camera was refused').waitFor()
  t.equal(await page.getByRole('button', { name: 'Try the camera again' }).count(), 1)
})
