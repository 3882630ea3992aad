import t from 'tap'
import type { Hint } from '../../../../scanner-client/pwa/reading/frame-hints.ts'
import { readFrames } from '../../../../scanner-client/pwa/reading/frame-reading.ts'
import type { QrReading } from '../../../../scanner-client/pwa/reading/qr-reading.ts'

const settled = () => new Promise((resolve) => setImmediate(resolve))

/** A video whose frames the test gives, and a reader that answers what the test says. */
function scene() {
  let clock = 1000
  let due: (() => void) | null = null
  const sizes: (number | undefined)[] = []
  Object.assign(globalThis, {
    createImageBitmap: async (_: unknown, options?: { resizeWidth?: number }) => {
      sizes.push(options?.resizeWidth)
      return { close: () => undefined }
    },
  })
  t.intercept(performance, 'now', { value: () => clock })
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
    bug: null as Error | null,
    isPaused: false,
    told: [] as string[],
    hints: [] as (Hint | null)[],
    sizes,
    /** Gives the next frame, so many milliseconds after the last one. */
    frame: async (after = 33) => {
      clock += after
      due?.()
      for (let turn = 0; turn < 5; turn++) await settled()
    },
    stop: () => {},
  }
  const reading = {
    read: async () => {
      if (made.bug !== null) throw made.bug
      return { texts: made.texts, hint: made.hint }
    },
  } as unknown as QrReading
  made.stop = readFrames(video, reading, {
    isPaused: () => made.isPaused,
    onTexts: (texts, frameAt) => {
      t.equal(frameAt, clock)
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

t.test('taken away and shown again it is told again', async (t) => {
  const made = scene()
  made.texts = ['one']
  await made.frame()
  made.texts = []
  await made.frame(2000)
  made.texts = ['one']
  await made.frame(500)
  t.same(made.told, ['one'], 'not before three seconds without it')
  await made.frame(3001)
  t.same(made.told, ['one', 'one'])
  made.stop()
})

t.test('a paper that still lies there when its verdict is cleared is not checked a second time', async (t) => {
  const made = scene()
  made.texts = ['one']
  await made.frame()
  made.isPaused = true
  for (let at = 0; at < 10; at++) await made.frame(1000)
  made.isPaused = false
  for (let at = 0; at < 10; at++) await made.frame()
  t.same(made.told, ['one'])
  made.stop()
})

t.test('a verdict of another reader does not hide a paper that was there long ago', async (t) => {
  const made = scene()
  made.texts = ['one']
  await made.frame()
  made.texts = []
  await made.frame(4000)
  made.isPaused = true
  await made.frame()
  made.isPaused = false
  made.texts = ['one']
  await made.frame()
  t.same(made.told, ['one', 'one'])
  made.stop()
})

t.test('of two codes on a paper a frame may miss one; a second e-visa beside it is news', async (t) => {
  const made = scene()
  made.texts = ['one', 'two']
  await made.frame()
  made.texts = ['one']
  await made.frame()
  made.texts = ['two', 'one']
  await made.frame()
  t.same(made.told, ['one', 'two'])
  made.texts = ['one', 'three']
  await made.frame()
  t.same(made.told, ['one', 'two', 'one', 'three'])
  made.stop()
})

t.test('a bug of the reader is reported, and reading goes on', async (t) => {
  const reported: unknown[] = []
  t.intercept(globalThis, 'reportError' as never, { value: (error: unknown) => reported.push(error) })
  const waits: (() => void)[] = []
  const made = scene()
  t.intercept(globalThis, 'setTimeout', { value: (act: () => void) => waits.push(act) as never })
  made.bug = new Error('it broke')
  await made.frame()
  t.same(reported, [made.bug])
  made.bug = Object.assign(new Error('no picture yet'), { name: 'InvalidStateError' })
  waits.at(-1)?.()
  await made.frame()
  t.equal(reported.length, 1, 'a frame that cannot be taken is no bug')
  made.bug = null
  made.texts = ['one']
  waits.at(-1)?.()
  await made.frame()
  t.same(made.told, ['one'])
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
