/** The camera: the rear one first, switched, lit and zoomed, and opened anew when the system took it away. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { CameraFault } from './camera-fault.ts'
import { cameraSlot } from './camera-slot.ts'

export interface Camera {
  readonly cameras: readonly { readonly deviceId: string; readonly label: string }[]
  /** The id of the camera that is open. */
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
  /** Where the other one does not open, the camera that was open is opened again. */
  switchTo(deviceId: string): Promise<Result<null, CameraFault>>
  close(): void
}

export interface CameraOptions {
  /** Told when the camera was lost and could not be opened anew. */
  readonly onLost?: (fault: CameraFault) => void
  /** Told when a camera that was lost is back. */
  readonly onFound?: () => void
}

/** What browsers know of a camera beyond the standard's first edition. */
type Abilities = MediaTrackCapabilities & {
  readonly torch?: boolean
  readonly zoom?: { readonly min: number; readonly max: number; readonly step: number }
}

/** Opens a camera into a video element. */
export async function openCamera(
  video: HTMLVideoElement,
  { onLost, onFound }: CameraOptions = {},
): Promise<Result<Camera, CameraFault>> {
  // Without a secure context browsers leave it out.
  const media = (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices
  if (media === undefined) return fail('camera/insecure')
  const slot = cameraSlot(media, video, () => void revive())
  let wanted: string | null = null
  let isLost = false
  let isMissed = false
  let isClosed = false

  const open = async (): Promise<Result<null, CameraFault>> => {
    const opened = await slot.open(wanted)
    if (opened.ok && isMissed) void revive()
    return opened
  }
  const revive = async () => {
    // A camera that is lost once more while it opens is looked at again once it has.
    isMissed = slot.isOpening()
    if (isClosed || isMissed || document.visibilityState === 'hidden' || slot.isLive()) return
    let opened = await open()
    if (!opened.ok && opened.error === 'camera/absent' && wanted !== null) {
      // The camera that was chosen is unplugged: the rear one takes its place.
      wanted = null
      opened = await open()
    }
    if (!opened.ok) onLost?.(opened.error)
    else if (isLost && slot.isLive()) onFound?.()
    isLost = !opened.ok
  }
  const first = await open()
  if (!first.ok) return first
  const returns = [
    [document, 'visibilitychange'],
    [window, 'pageshow'],
    [media, 'devicechange'],
  ] as const
  for (const [target, event] of returns) target.addEventListener(event, revive)

  const abilities = (): Abilities => slot.track()?.getCapabilities?.() ?? {}
  const apply = async (change: Readonly<Record<string, unknown>>) => {
    await slot.track()?.applyConstraints({ advanced: [change as MediaTrackConstraintSet] })
  }
  const cameras = (await media.enumerateDevices())
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ deviceId, label }))
  return ok({
    cameras,
    get deviceId() {
      return slot.track()?.getSettings().deviceId ?? null
    },
    get torch() {
      return abilities().torch === true ? { set: (on: boolean) => apply({ torch: on }) } : null
    },
    get zoom() {
      const { zoom } = abilities()
      return zoom === undefined ? null : { ...pickRange(zoom), set: (value: number) => apply({ zoom: value }) }
    },
    switchTo: async (deviceId) => {
      const before = wanted
      wanted = deviceId
      const opened = await open()
      if (!opened.ok && wanted === deviceId) {
        wanted = before
        await revive()
      }
      return opened
    },
    close: () => {
      isClosed = true
      for (const [target, event] of returns) target.removeEventListener(event, revive)
      slot.close()
    },
  })
}

function pickRange({ min, max, step }: { readonly min: number; readonly max: number; readonly step: number }) {
  return { min, max, step }
}
