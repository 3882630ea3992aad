import t from 'tap'
import { degradePicture } from '../../../../fixtures/degrade-picture.ts'
import { hintOf } from '../../../../scanner-client/pwa/reading/frame-hints.ts'
import { frameOf, pictureOfFrame } from '../../../browser/fake-camera.ts'
import { textOfSeed } from '../../made-pictures.ts'

const text = textOfSeed(5)
const seen = async (scene: Parameters<typeof frameOf>[0]) => pictureOfFrame(await frameOf(scene))

t.test('too dark is told first, whatever is to be seen', async (t) => {
  t.equal(hintOf(await seen({ text, light: 0.1 })), 'too-dark')
  t.equal(hintOf(await seen({ text })), null)
})

t.test('a code without one sharp edge: hold still', async (t) => {
  t.equal(hintOf(await degradePicture(await seen({ text }), 'blur', 1, 3)), 'hold-still')
})

t.test('a code that is far away: closer', async (t) => {
  t.equal(hintOf(await seen({ text, size: 0.18 })), 'closer')
  t.equal(hintOf(await seen({ text, size: 0.6 })), null)
})

t.test('where nothing is, nothing is said', async (t) => {
  t.equal(hintOf(await seen({ text: null })), null)
  t.equal(hintOf({ width: 0, height: 0, luminance: new Uint8ClampedArray(0) }), null)
})
