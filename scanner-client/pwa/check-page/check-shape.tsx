/** A shape for an answer, so that it is not told by colour alone: a round tick, a triangle, an octagon with a cross. */

const SHAPES = {
  good: ['M24 3a21 21 0 1 0 0 42 21 21 0 0 0 0-42Z', 'm14 25 7 7 14-15'],
  unsure: ['M24 4 46 44H2Z', 'M24 18v12m0 6v2'],
  bad: ['M15 3h18l12 12v18L33 45H15L3 33V15Z', 'm16 16 16 16m0-16L16 32'],
} as const

export type Tone = keyof typeof SHAPES

export function Shape({ tone }: { readonly tone: Tone }) {
  const [outline, mark] = SHAPES[tone]
  return (
    <svg class="shape" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
      <path d={outline} fill="currentColor" />
      <path class="mark" d={mark} fill="none" stroke-width="5" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  )
}
