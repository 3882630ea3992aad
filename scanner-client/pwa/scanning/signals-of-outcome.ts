/** What is heard and felt of a verdict: another pattern for each outcome, told apart without looking. */
import type { Outcome } from '#evisa/reasons.ts'

interface Pattern {
  /** Hertz and milliseconds, one after the other; 0 Hz is silence. */
  readonly tones: readonly (readonly [hertz: number, milliseconds: number])[]
  /** Milliseconds of shaking and of rest in turn. */
  readonly vibration: readonly number[]
}

/** Clear rises, refer stays level and asks twice, refuse falls and is long. */
export const PATTERNS: Readonly<Record<Outcome, Pattern>> = {
  clear: {
    tones: [
      [880, 90],
      [1320, 140],
    ],
    vibration: [80],
  },
  refer: {
    tones: [
      [660, 140],
      [0, 70],
      [660, 140],
    ],
    vibration: [120, 80, 120],
  },
  refuse: {
    tones: [
      [440, 180],
      [220, 420],
    ],
    vibration: [500],
  },
}

let audio: AudioContext | null = null

/** Browsers let a page sound only after somebody touched it: called on the first touch or key. */
export function readySound(): void {
  audio ??= typeof AudioContext === 'undefined' ? null : new AudioContext()
  void audio?.resume()
}

/** Sounds and shakes, as far as this device can and may. */
export function signalOutcome(outcome: Outcome, withSound: boolean): void {
  const { tones, vibration } = PATTERNS[outcome]
  navigator.vibrate?.([...vibration])
  if (!withSound || audio === null || audio.state !== 'running') return
  let at = audio.currentTime
  for (const [hertz, milliseconds] of tones) {
    const until = at + milliseconds / 1000
    if (hertz > 0) {
      const tone = audio.createOscillator()
      const volume = audio.createGain()
      volume.gain.setValueAtTime(0.25, at)
      volume.gain.linearRampToValueAtTime(0, until)
      tone.frequency.value = hertz
      tone.connect(volume).connect(audio.destination)
      tone.start(at)
      tone.stop(until)
    }
    at = until
  }
}
