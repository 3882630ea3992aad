/** An outcome as a shape, so that it is not told by colour alone. */
import type { FlightOutcome } from '#evisa/flight-reasons.ts'

// The outline alone tells them apart: a circle, a diamond on its corner, an octagon, a square.
const SHAPES: Readonly<Record<FlightOutcome, { readonly outline: string; readonly sign: string }>> = {
  clear: { outline: 'M50 4a46 46 0 1 0 .01 0z', sign: 'M27 52l16 16 31-34' },
  refer: { outline: 'M50 2L98 50 50 98 2 50z', sign: 'M38 40c0-17 25-17 25-1 0 11-12 11-12 22M51 74v.5' },
  refuse: { outline: 'M31 4h38l27 27v38L69 96H31L4 69V31z', sign: 'M32 32l36 36M68 32L32 68' },
  'not-applicable': { outline: 'M8 8h84v84H8z', sign: 'M30 50h40' },
}

export function OutcomeShape({ outcome }: { readonly outcome: FlightOutcome }) {
  const { outline, sign } = SHAPES[outcome]
  return (
    <svg class="shape" viewBox="0 0 100 100" aria-hidden="true">
      <path class="outline" d={outline} />
      <path class="sign" d={sign} />
    </svg>
  )
}
