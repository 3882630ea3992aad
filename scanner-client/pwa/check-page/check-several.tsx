/** A file with several e-visas, as of a family: none of them answers for the others, so a person chooses. */
import type { ComponentChildren } from 'preact'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { Headline } from './check-headline.tsx'
import { tell } from './check-language.ts'
import type { CheckModel, Offered } from './check-model.ts'
import { Shape } from './check-shape.tsx'

interface CheckSeveralProps {
  readonly check: CheckModel
  readonly offered: readonly Offered[]
  readonly again: ComponentChildren
}

export function CheckSeveral({ check, offered, again }: CheckSeveralProps) {
  return (
    <>
      <section class="standing" data-tone="unsure" data-several={offered.length}>
        <div class="word">
          <Shape tone="unsure" />
          <Headline>{tell('several/title', { n: String(offered.length) })}</Headline>
        </div>
        <p>{tell('several/means')}</p>
        <h3>{tell('several/choose')}</h3>
        {offered.map((one, at) => (
          <button key={one.text} type="button" class="main" onClick={() => check.choose(one)}>
            {nameOf(one, at + 1)}
          </button>
        ))}
      </section>
      <div class="actions">{again}</div>
    </>
  )
}

/** Nothing of an e-visa is shown that is not proven. */
function nameOf({ told: { visa } }: Offered, place: number): string {
  if (visa === null) return tell('several/unproven', { n: String(place) })
  return `${visa.surname} ${visa.given_names}, ${formatVisaNumber(visa.visa_number)}`
}
