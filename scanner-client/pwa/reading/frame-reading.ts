/** Reading a camera continuously: each new frame goes to the reader, smaller, and only while it has time for it. */
import type { Hint } from './frame-hints.ts'
import type { QrReading } from './qr-reading.ts'

export interface FrameListener {
  /** While it is, frames are let go by. */
  readonly isPaused?: () => boolean
  /** `frameAt`: when the browser had the frame, by `performance.now()`. */
  readonly onTexts: (texts: readonly string[], frameAt: number) => void
  readonly onHint: (hint: Hint | null) => void
}

/** A code of 50 mm that fills a third of the picture still has 5 pixels a module; larger frames only take longer. */
const MAX_SIDE_PIXELS = 1280
/** The same code is not told again within this time: the paper still lies under the camera. */
const SAME_AGAIN_MS = 3000
/** A hint that changes with every frame cannot be read. */
const HINT_FRAMES = 6

/** Reads until the function that it returns is called. */
export function readFrames(
  video: HTMLVideoElement,
  reading: QrReading,
  { isPaused, onTexts, onHint }: FrameListener,
): () => void {
  let isOver = false
  let lastTexts = ''
  let lastAt = Number.NEGATIVE_INFINITY
  let shown: Hint | null = null
  let coming: Hint | null = null
  let frames = 0

  const hear = (hint: Hint | null) => {
    frames = hint === coming ? frames + 1 : 1
    coming = hint
    if (frames < HINT_FRAMES || hint === shown) return
    shown = hint
    onHint(hint)
  }
  const look = async () => {
    const frameAt = performance.now()
    if (video.videoWidth > 0 && isPaused?.() !== true) {
      const result = await reading.read(await smaller(video))
      if (isOver || isPaused?.() === true) return isOver ? undefined : next()
      if (result !== null && result.texts.length > 0) {
        const texts = result.texts.join('\n')
        if (texts !== lastTexts || frameAt - lastAt > SAME_AGAIN_MS) onTexts(result.texts, frameAt)
        lastTexts = texts
        lastAt = frameAt
      }
      if (result !== null) hear(result.hint)
    }
    next()
  }
  const next = () => {
    if (isOver) return
    // A video that stands still, as behind another window, gives no frames: then once a second is enough.
    let isDue = true
    const once = () => {
      if (!isDue || isOver) return
      isDue = false
      clearTimeout(timer)
      look().catch(report)
    }
    const timer = setTimeout(once, 1000)
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(once)
    else requestAnimationFrame(once)
  }
  const report = (error: unknown) => {
    // A frame that cannot be taken is no bug: the camera was closed or changed its size.
    if ((error as { name?: string }).name === 'InvalidStateError') next()
    else reportError(error)
  }
  next()
  return () => {
    isOver = true
  }
}

function smaller(video: HTMLVideoElement): Promise<ImageBitmap> {
  const { videoWidth, videoHeight } = video
  const scale = Math.min(1, MAX_SIDE_PIXELS / Math.max(videoWidth, videoHeight))
  if (scale === 1) return createImageBitmap(video)
  return createImageBitmap(video, {
    resizeWidth: Math.round(videoWidth * scale),
    resizeHeight: Math.round(videoHeight * scale),
  })
}
