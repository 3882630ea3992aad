/** The camera's picture with its switches, and what to do where there is none. */
import { type Signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { say } from '../language.ts'
import { type Camera, openCamera } from '../reading/camera.ts'
import type { CameraFault } from '../reading/camera-fault.ts'
import type { Hint } from '../reading/frame-hints.ts'
import { readFrames } from '../reading/frame-reading.ts'
import { qrReading } from './app-state.ts'

interface CameraViewProps {
  /** The camera stays on, since to start it takes a second, but nothing is read. */
  readonly isPaused?: boolean
  /** `frameAt`: when the frame was taken, by `performance.now()`. */
  readonly onTexts: (texts: readonly string[], frameAt: number) => void
}

export function CameraView({ onTexts, isPaused = false }: CameraViewProps) {
  const video = useRef<HTMLVideoElement>(null)
  const { camera, fault, hint, tryAgain } = useCamera(video, { onTexts, isPaused })
  return (
    <div class={isPaused ? 'camera paused' : 'camera'}>
      <video ref={video} muted playsInline aria-label={say('camera/label')} />
      {fault.value === null && <div class="aim" aria-hidden="true" />}
      {fault.value === null && (
        <p class="hint" role="status">
          {say(hint.value === null ? 'camera/aim' : `hint/${hint.value}`)}
        </p>
      )}
      {fault.value !== null && (
        <div class="no-camera" role="alert">
          <p>{say(fault.value)}</p>
          <p>{say('camera/instead')}</p>
          <button type="button" onClick={tryAgain}>
            {say('camera/again')}
          </button>
        </div>
      )}
      {camera.value !== null && <Switches camera={camera.value} />}
    </div>
  )
}

interface CameraInUse {
  readonly camera: Signal<Camera | null>
  readonly fault: Signal<CameraFault | null>
  readonly hint: Signal<Hint | null>
  readonly tryAgain: () => void
}

/** Opens the camera into the video for as long as it is shown, and reads its frames. */
function useCamera(video: RefObject<HTMLVideoElement | null>, props: Required<CameraViewProps>): CameraInUse {
  const camera = useSignal<Camera | null>(null)
  const fault = useSignal<CameraFault | null>(null)
  const hint = useSignal<Hint | null>(null)
  const tries = useSignal(0)
  const latest = useRef(props)
  latest.current = props

  useEffect(() => {
    const element = video.current
    if (element === null) return
    let stop = () => {}
    let isOver = false
    void openCamera(element, {
      onLost: (lost) => {
        fault.value = lost
      },
    }).then((opened) => {
      if (isOver) {
        if (opened.ok) opened.value.close()
        return
      }
      if (!opened.ok) {
        fault.value = opened.error
        return
      }
      camera.value = opened.value
      fault.value = null
      const reading = qrReading.value
      if (reading === null) return
      stop = readFrames(element, reading, {
        isPaused: () => latest.current.isPaused,
        onTexts: (texts, frameAt) => latest.current.onTexts(texts, frameAt),
        onHint: (found) => {
          hint.value = found
        },
      })
    })
    return () => {
      isOver = true
      stop()
      camera.value?.close()
      camera.value = null
    }
  }, [tries.value])

  const tryAgain = () => {
    fault.value = null
    tries.value += 1
  }
  return { camera, fault, hint, tryAgain }
}

function Switches({ camera }: { readonly camera: Camera }) {
  // What it can do changes when another camera is switched to: it is asked anew each time.
  const { cameras, torch, zoom } = camera
  const isLit = useSignal(false)
  return (
    <div class="switches">
      {cameras.length > 1 && (
        <button type="button" onClick={() => void switchOn(camera)}>
          {say('camera/switch')}
        </button>
      )}
      {torch !== null && (
        <button
          type="button"
          aria-pressed={isLit.value}
          onClick={() => {
            isLit.value = !isLit.value
            void camera.torch?.set(isLit.value)
          }}
        >
          {say('camera/torch')}
        </button>
      )}
      {zoom !== null && (
        <label class="zoom">
          {say('camera/zoom')}
          <input
            type="range"
            min={zoom.min}
            max={zoom.max}
            step={zoom.step}
            onInput={({ currentTarget }) => void camera.zoom?.set(Number(currentTarget.value))}
          />
        </label>
      )}
    </div>
  )
}

async function switchOn(camera: Camera): Promise<void> {
  const at = camera.cameras.findIndex(({ deviceId }) => deviceId === camera.deviceId)
  const next = camera.cameras[(at + 1) % camera.cameras.length]
  if (next !== undefined) await camera.switchTo(next.deviceId)
}
