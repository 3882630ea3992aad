import t from 'tap'
import type { Hint } from '../../../../scanner-client/pwa/reading/frame-hints.ts'
import { readFrames } from '../../../../scanner-client/pwa/reading/frame-reading.ts'
import type { QrReading } from '../../../../scanner-client/pwa/reading/qr-reading.ts'

const settled = () => new Promise((resolve) => setImmediate(resolve))

/** A video whose frames the test gives, and a reader that answers what the test says. */
function scene() {
  let due: (() => void) | null = null
  const sizes: (number | undefined)[] = []
  Object.assign(globalThis, {
    createImageBitmap: async (_: unknown, options?: { resizeWidth?: number }) => {
      sizes.push(options?.resizeWidth)
      return { close: () => undefined }
    },
  })
  const video = {
    videoWidth: 1920,
    videoHeight: 1080,
    requestVideoFrameCallback: (act: () => void) => {
      due = act
    },
  } as unknown as HTMLVideoElement
  const made = {
    texts: [] as string[],
    hint: null as Hint | null,
    isPaused: false,
    told: [] as string[],
    hints: [] as (Hint | null)[],
    sizes,
    frame: async () => {
      due?.()
      for (let turn = 0; turn < 5; turn++) await settled()
    },
    stop: () => {},
  }
  const reading = { read: async () => ({ texts: made.texts, hint: made.hint }) } as unknown as QrReading
  made.stop = readFrames(video, reading, {
    isPaused: () => made.isPaused,
    onTexts: (texts, frameAt) => {
      t.ok(frameAt <= performance.now())
      made.told.push(...texts)
    },
    onHint: (hint) => made.hints.push(hint),
  })
  return made
}

t.test('a code that lies under the camera is told once, another one at once', async (t) => {
  const made = scene()
  made.texts = ['one']
  for (let at = 0; at < 5; at++) await made.frame()
  t.same(made.told, ['one'])
  made.texts = ['two']
  await made.frame()
  t.same(made.told, ['one', 'two'])
  t.same(new Set(made.sizes), new Set([1280]), 'larger frames only take longer')
  made.stop()
})

t.test('while a verdict stands frames are let go by', async (t) => {
  const made = scene()
  made.isPaused = true
  made.texts = ['one']
  await made.frame()
  t.same(made.told, [])
  t.equal(made.sizes.length, 0)
  made.isPaused = false
  await made.frame()
  t.same(made.told, ['one'])
  made.stop()
  made.texts = ['two']
  await made.frame()
  t.same(made.told, ['one'], 'and none after the end')
})

t.test('a hint is told when it holds for some frames, and taken back when it does not', async (t) => {
  const made = scene()
  made.hint = 'too-dark'
  for (let at = 0; at < 5; at++) await made.frame()
  t.same(made.hints, [])
  await made.frame()
  t.same(made.hints, ['too-dark'])
  made.hint = null
  for (let at = 0; at < 6; at++) await made.frame()
  t.same(made.hints, ['too-dark', null])
  made.stop()
})
