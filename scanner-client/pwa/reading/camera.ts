/** The camera: the rear one first, switched, lit and zoomed, and opened anew when the system took it away. */
import { fail, ok, type Result } from '#evisa/result.ts'

export type CameraFault = 'camera/insecure' | 'camera/refused' | 'camera/absent' | 'camera/busy' | 'camera/failed'

export interface Camera {
  readonly cameras: readonly { readonly deviceId: string; readonly label: string }[]
  /** Of the one that is open. */
  readonly deviceId: string | null
  /** Null where this camera has no light. */
  readonly torch: { set(on: boolean): Promise<void> } | null
  /** Null where this camera does not zoom. */
  readonly zoom: {
    readonly min: number
    readonly max: number
    readonly step: number
    set(value: number): Promise<void>
  } | null
  switchTo(deviceId: string): Promise<Result<null, CameraFault>>
  close(): void
}

export interface CameraOptions {
  /** Told when the camera was lost and could not be opened anew. */
  readonly onLost?: (fault: CameraFault) => void
}

/** What browsers know of a camera beyond the standard's first edition. */
type Abilities = MediaTrackCapabilities & {
  readonly torch?: boolean
  readonly zoom?: { readonly min: number; readonly max: number; readonly step: number }
}

/** Full HD where there is: a code of 50 mm at arm's length then has 4 pixels a module. */
const PICTURE = { width: { ideal: 1920 }, height: { ideal: 1080 } } as const

/** Opens a camera into a video element. */
export async function openCamera(
  video: HTMLVideoElement,
  { onLost }: CameraOptions = {},
): Promise<Result<Camera, CameraFault>> {
  // Without a secure context browsers leave it out.
  const media = (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices
  if (media === undefined) return fail('camera/insecure')
  let stream: MediaStream | null = null
  let wanted: string | null = null
  let isClosed = false

  const stop = () => {
    for (const track of stream?.getTracks() ?? []) {
      track.removeEventListener('ended', revive)
      track.stop()
    }
    stream = null
  }
  const open = async (): Promise<Result<null, CameraFault>> => {
    stop()
    const which = wanted === null ? { facingMode: { ideal: 'environment' } } : { deviceId: { exact: wanted } }
    try {
      const opened = await media.getUserMedia({ video: { ...PICTURE, ...which }, audio: false })
      if (isClosed) {
        for (const track of opened.getTracks()) track.stop()
        return ok(null)
      }
      stream = opened
      stream.getVideoTracks()[0]?.addEventListener('ended', revive)
      video.srcObject = stream
      await video.play()
      return ok(null)
    } catch (error) {
      const { name = '' } = error as { name?: string }
      // Another element took its place before it could play.
      return isClosed || name === 'AbortError' ? ok(null) : fail(faultOf(name))
    }
  }
  const revive = async () => {
    if (isClosed || document.visibilityState === 'hidden') return
    const track = stream?.getVideoTracks()[0]
    // iOS leaves a page that comes back with a track that has ended, or is mute for good.
    if (track !== undefined && track.readyState === 'live' && !track.muted && !video.paused) return
    const opened = await open()
    if (!opened.ok) onLost?.(opened.error)
  }
  const first = await open()
  if (!first.ok) return first
  document.addEventListener('visibilitychange', revive)
  addEventListener('pageshow', revive)

  const track = () => (stream as MediaStream | null)?.getVideoTracks()[0]
  const abilities = (): Abilities => track()?.getCapabilities?.() ?? {}
  const apply = async (change: Readonly<Record<string, unknown>>) => {
    await track()?.applyConstraints({ advanced: [change as MediaTrackConstraintSet] })
  }
  const cameras = (await media.enumerateDevices())
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ deviceId, label }))
  return ok({
    cameras,
    get deviceId() {
      return track()?.getSettings().deviceId ?? null
    },
    get torch() {
      return abilities().torch === true ? { set: (on: boolean) => apply({ torch: on }) } : null
    },
    get zoom() {
      const { zoom } = abilities()
      return zoom === undefined ? null : { ...pickRange(zoom), set: (value: number) => apply({ zoom: value }) }
    },
    switchTo: async (deviceId) => {
      wanted = deviceId
      return open()
    },
    close: () => {
      isClosed = true
      document.removeEventListener('visibilitychange', revive)
      removeEventListener('pageshow', revive)
      stop()
      video.srcObject = null
    },
  })
}

function pickRange({ min, max, step }: { readonly min: number; readonly max: number; readonly step: number }) {
  return { min, max, step }
}

const FAULTS: Readonly<Record<string, CameraFault>> = {
  NotAllowedError: 'camera/refused',
  SecurityError: 'camera/insecure',
  NotFoundError: 'camera/absent',
  OverconstrainedError: 'camera/absent',
  NotReadableError: 'camera/busy',
}

function faultOf(name: string): CameraFault {
  return FAULTS[name] ?? 'camera/failed'
}
