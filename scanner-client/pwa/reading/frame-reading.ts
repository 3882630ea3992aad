/** Reading a camera continuously: each new frame goes to the reader, smaller, and only while it has time for it. */
import type { Hint } from './frame-hints.ts'
import type { QrReading } from './qr-reading.ts'

export interface FrameListener {
  /** Frames are let go by for as long as it is. */
  readonly isPaused?: () => boolean
  /** `frameAt`: when the browser had the frame, by `performance.now()`. */
  readonly onTexts: (texts: readonly string[], frameAt: number) => void
  readonly onHint: (hint: Hint | null) => void
}

/** A code of 50 mm that fills a third of the picture still has 5 pixels a module; larger frames only take longer. */
const MAX_SIDE_PIXELS = 1280
/** A hint that changes with every frame cannot be read. */
const HINT_FRAMES = 6
/** A video that stands still, as behind another window, gives no frames; a reader that broke is not asked at once again. */
const AT_LEAST_EVERY_MS = 1000

/** Reads until the function that it returns is called. */
export function readFrames(
  video: HTMLVideoElement,
  reading: QrReading,
  { isPaused = () => false, onTexts, onHint }: FrameListener,
): () => void {
  const isNew = paperUnderCamera()
  const hear = steadyHint(onHint)
  let isOver = false

  const look = async (): Promise<void> => {
    const frameAt = performance.now()
    if (video.videoWidth === 0) return
    if (isPaused()) {
      isNew.wait(frameAt)
      return
    }
    const result = await reading.read(await smaller(video))
    if (result === null || isOver || isPaused()) return
    if (result.texts.length > 0 && isNew.see(result.texts, frameAt)) onTexts(result.texts, frameAt)
    hear(result.hint)
  }
  const once = async (): Promise<void> => {
    try {
      await look()
      next()
    } catch (error) {
      if (isOver) return
      // A frame that cannot be taken is no bug: the camera was closed or changed its size.
      if ((error as { readonly name?: string }).name !== 'InvalidStateError') reportError(error)
      setTimeout(next, AT_LEAST_EVERY_MS)
    }
  }
  const next = () => {
    if (isOver) return
    let isDue = true
    const due = () => {
      if (!isDue || isOver) return
      isDue = false
      clearTimeout(timer)
      void once()
    }
    const timer = setTimeout(due, AT_LEAST_EVERY_MS)
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(due)
    else requestAnimationFrame(due)
  }
  next()
  return () => {
    isOver = true
  }
}

/** The same code is not told again within this time: the paper still lies under the camera. */
const SAME_AGAIN_MS = 3000

/** Which codes are under the camera, so that each paper is told once. */
function paperUnderCamera() {
  let known: ReadonlySet<string> = new Set()
  let seenAt = Number.NEGATIVE_INFINITY
  return {
    /** Whether any of them was not there before. */
    see(texts: readonly string[], at: number): boolean {
      // Of several codes on a paper a frame may show only some.
      const isSame = at - seenAt <= SAME_AGAIN_MS && texts.every((text) => known.has(text))
      if (!isSame) known = new Set(texts)
      seenAt = at
      return !isSame
    },
    /** Counts no time while nobody looks: behind a verdict the paper of its passenger lies where it was, however long. */
    wait(at: number): void {
      if (at - seenAt <= SAME_AGAIN_MS) seenAt = at
    },
  }
}

/** Tells a hint when it held for some frames. */
function steadyHint(onHint: (hint: Hint | null) => void): (hint: Hint | null) => void {
  let shown: Hint | null = null
  let coming: Hint | null = null
  let frames = 0
  return (hint) => {
    frames = hint === coming ? frames + 1 : 1
    coming = hint
    if (frames < HINT_FRAMES || hint === shown) return
    shown = hint
    onHint(hint)
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
