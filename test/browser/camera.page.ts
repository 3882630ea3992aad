/** The camera in the page of a test, with what it asked the browser for. */
import { type Camera, openCamera } from '../../scanner-client/pwa/reading/camera.ts'
import type { CameraFault } from '../../scanner-client/pwa/reading/camera-fault.ts'

/** Every track that was ever given. */
const tracks: MediaStreamTrack[] = []
/** What was told, in order. */
const told: string[] = []
let camera: Camera | null = null
/** The names of the errors that the next openings fail with. */
const faults: string[] = []

const media = (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices
const getUserMedia = media?.getUserMedia.bind(media)
if (media !== undefined && getUserMedia !== undefined) {
  media.getUserMedia = async (asked) => {
    const name = faults.shift()
    if (name !== undefined) throw new DOMException('', name)
    const stream = await getUserMedia(asked)
    tracks.push(...stream.getTracks())
    return stream
  }
}

const video = document.createElement('video')
video.muted = true

/** `faults`: names of errors. */
export function failNext(...names: readonly string[]): void {
  faults.push(...names)
}

export async function open(): Promise<CameraFault | null> {
  document.body.append(video)
  const opened = await openCamera(video, {
    onLost: (fault) => told.push(`lost: ${fault}`),
    onFound: () => told.push('found'),
  })
  if (!opened.ok) return opened.error
  camera = opened.value
  return null
}

/** Switches to these cameras by their place in the list, without waiting for one before the next. */
export async function switchTo(...places: readonly number[]): Promise<readonly (CameraFault | null)[]> {
  const results = await Promise.all(places.map((at) => camera?.switchTo(camera.cameras[at]?.deviceId ?? 'no such')))
  return results.map((result) => (result === undefined || result.ok ? null : result.error))
}

export type Heard = 'ended' | 'visibilitychange' | 'pageshow' | 'devicechange'

/** Takes the camera as a phone call does: stopping it by hand tells nobody. `events`: what the page hears of it. */
export function loseCamera(...events: readonly Heard[]): void {
  const track = tracks.at(-1)
  track?.stop()
  const targets = { ended: track, visibilitychange: document, pageshow: window, devicechange: media }
  for (const event of events) targets[event]?.dispatchEvent(new Event(event))
}

export function close(): void {
  camera?.close()
}

export function state() {
  const live = tracks.filter(({ readyState }) => readyState === 'live')
  return {
    given: tracks.length,
    live: live.length,
    isShown: live.length === 1 && (video.srcObject as MediaStream | null)?.getTracks()[0] === live[0] && !video.paused,
    place: camera?.cameras.findIndex(({ deviceId }) => deviceId === camera?.deviceId) ?? -1,
    labels: camera?.cameras.map(({ label }) => label) ?? [],
    torch: camera?.torch ?? null,
    zoom: camera?.zoom ?? null,
    told: [...told],
  }
}
