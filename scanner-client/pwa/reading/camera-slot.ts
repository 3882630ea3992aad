/** The one camera that shows in a video element: whatever is opened later takes its place, and nothing stays on behind it. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { CameraFault } from './camera-fault.ts'

export interface CameraSlot {
  /** Opens this camera, or with null the rear one, instead of the one that is open. An opening that a later one overtakes is ok. */
  open(deviceId: string | null): Promise<Result<null, CameraFault>>
  isOpening(): boolean
  /** Whether pictures come. */
  isLive(): boolean
  track(): MediaStreamTrack | undefined
  close(): void
}

/** Full HD where there is: a code of 50 mm at arm's length then has 4 pixels a module. */
const PICTURE = { width: { ideal: 1920 }, height: { ideal: 1080 } } as const

/** `onEnded`: the system took the camera. */
export function cameraSlot(media: MediaDevices, video: HTMLVideoElement, onEnded: () => void): CameraSlot {
  let stream: MediaStream | null = null
  // A page that comes back tells it twice, and a camera takes a second to open: only the last opening counts.
  let newest = 0
  let underWay = 0

  const stop = () => {
    stream?.getVideoTracks()[0]?.removeEventListener('ended', onEnded)
    stopTracks(stream)
    stream = null
  }
  const show = async (opened: MediaStream): Promise<void> => {
    stream = opened
    opened.getVideoTracks()[0]?.addEventListener('ended', onEnded)
    video.srcObject = opened
    await video.play().catch((cause) => {
      // Under its own name it would pass for a fault of the camera.
      throw new Error('the picture does not play', { cause })
    })
  }
  const open = async (deviceId: string | null): Promise<Result<null, CameraFault>> => {
    const mine = ++newest
    stop()
    const which = deviceId === null ? { facingMode: { ideal: 'environment' } } : { deviceId: { exact: deviceId } }
    underWay += 1
    try {
      const opened = await media.getUserMedia({ video: { ...PICTURE, ...which }, audio: false })
      if (mine === newest) await show(opened)
      else stopTracks(opened)
      return ok(null)
    } catch (error) {
      // It was overtaken: its picture made room for that of the next opening.
      if (mine !== newest) return ok(null)
      stop()
      return fail(FAULTS[(error as { readonly name?: string }).name ?? ''] ?? 'camera/failed')
    } finally {
      underWay -= 1
    }
  }
  const track = () => stream?.getVideoTracks()[0]
  return {
    open,
    isOpening: () => underWay > 0,
    isLive: () => {
      // iOS leaves a page that comes back with a track that has ended, or is mute for good.
      const now = track()
      return now !== undefined && now.readyState === 'live' && !now.muted && !video.paused
    },
    track,
    close: () => {
      newest += 1
      stop()
      video.srcObject = null
    },
  }
}

function stopTracks(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

const FAULTS: Readonly<Record<string, CameraFault>> = {
  NotAllowedError: 'camera/refused',
  SecurityError: 'camera/insecure',
  NotFoundError: 'camera/absent',
  OverconstrainedError: 'camera/absent',
  NotReadableError: 'camera/busy',
}
