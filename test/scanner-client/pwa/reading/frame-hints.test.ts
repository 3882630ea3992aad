import t from 'tap'
import { degradePicture } from '../../../../fixtures/degrade-picture.ts'
import type { Picture } from '../../../../scanner-client/offline/read-picture.ts'
import { zxingWasmReader } from '../../../../scanner-client/offline/zxing-wasm-reader.ts'
import { hintOf } from '../../../../scanner-client/pwa/reading/frame-hints.ts'
import { frameOf, pictureOfFrame, type Scene } from '../../../browser/fake-camera.ts'
import { textOfSeed, wasmOfPackage } from '../../made-pictures.ts'

const text = textOfSeed(5)
const reader = zxingWasmReader(await wasmOfPackage())
const seen = async (scene: Omit<Scene, 'text'>) => pictureOfFrame(await frameOf({ text, ...scene }))

/** The picture as a sensor sees it, with its noise. */
const sensed = (picture: Picture) => degradePicture(picture, 'noise', 0, 3)
const isRead = async (picture: Picture) => (await reader.read(picture)).length > 0

t.test('too dark: not even the paper is light', async (t) => {
  const dark = await seen({ light: 0.05 })
  t.equal(await isRead(dark), false)
  for (const light of [0.05, 0.15, 0.25]) t.equal(hintOf(await seen({ light })), 'too-dark', `${light}`)
  for (const light of [0.35, 0.5, 1]) t.equal(hintOf(await seen({ light })), null, `${light}`)
})

t.test('the screen of a phone on a black table is not too dark', async (t) => {
  const table = { width: 640, height: 480, luminance: new Uint8ClampedArray(640 * 480).fill(8) }
  for (let y = 200; y < 280; y++) table.luminance.fill(220, y * 640 + 280, y * 640 + 360)
  t.not(hintOf(table), 'too-dark')
})

t.test('hold still: a code that is out of focus, with the noise of a sensor and in little light too', async (t) => {
  for (const light of [1, 0.4]) {
    for (const size of [0.7, 0.45]) {
      const soft = await degradePicture(await seen({ size, light }), 'blur', 1, 3)
      const blurred = size > 0.5 ? await degradePicture(soft, 'blur', 1, 3) : soft
      t.equal(await isRead(blurred), false)
      t.equal(hintOf(blurred), 'hold-still', `${size} of the picture, ${light} of the light`)
      t.equal(hintOf(await sensed(blurred)), 'hold-still', `${size} of the picture, ${light} of the light, noise`)
    }
  }
})

t.test('hold still: a hand that shakes, whichever way', async (t) => {
  for (const seed of [1, 2, 3]) {
    let shaken = await seen({ size: 0.45 })
    for (let at = 0; at < 2; at++) shaken = await degradePicture(shaken, 'motion', 1, seed)
    t.equal(await isRead(shaken), false)
    t.equal(hintOf(await sensed(shaken)), 'hold-still', `seed ${seed}`)
  }
})

t.test('closer: a sharp code that is too small', async (t) => {
  const far = await seen({ size: 0.12 })
  t.equal(await isRead(far), false)
  for (const size of [0.12, 0.2, 0.3]) {
    t.equal(hintOf(await seen({ size })), 'closer', `${size}`)
    t.equal(hintOf(await sensed(await seen({ size }))), 'closer', `${size}, noise`)
  }
  for (const size of [0.4, 0.6]) t.equal(hintOf(await sensed(await seen({ size }))), null, `${size}`)
})

t.test('where nothing is, nothing is said', async (t) => {
  const table = await pictureOfFrame(await frameOf({ text: null }))
  t.equal(hintOf(table), null)
  t.equal(hintOf(await sensed(table)), null)
  t.equal(hintOf({ width: 0, height: 0, luminance: new Uint8ClampedArray(0) }), null)
  t.equal(hintOf({ width: 40, height: 40, luminance: new Uint8ClampedArray(1600) }), null)
})
