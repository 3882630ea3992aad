/** What the airline will see: asked where and when the holder lands first, where that makes a difference at all. */
import { useSignal } from '@preact/signals'
import { civilDateAt } from '#evisa/civil-date.ts'
import type { Decision } from '#evisa/decision.ts'
import { instructionFor } from '#evisa/instructions.ts'
import { findCheckpoint, type Policy, policyOn } from '#evisa/policy.ts'
import type { Outcome } from '#evisa/reasons.ts'
import { tell, tellLocalized } from './check-language.ts'
import type { CheckModel } from './check-model.ts'
import { Shape, type Tone } from './check-shape.tsx'
import { arrivalAt, placesOn, type Told } from './check-standing.ts'

interface CheckJourneyProps {
  readonly check: CheckModel
  readonly told: Told
  readonly policy: Policy
}

export function CheckJourney({ check, told, policy }: CheckJourneyProps) {
  const place = useSignal('')
  // Where nothing is proven no place and no day is looked at: the answer is the same for every journey.
  if (told.visa === null) return <Answer decision={told.decision} place={null} />
  const answer = check.answer.value
  const checkpoint =
    answer === null
      ? undefined
      : ((edition) => edition && findCheckpoint(edition, place.value))(policyOn(policy, answer.asked_for))
  return (
    <>
      <JourneyForm check={check} policy={policy} today={civilDateAt(told.decision.decided_at)} place={place} />
      <div role="status">{answer !== null && <Answer decision={answer} place={checkpoint?.name ?? place.value} />}</div>
    </>
  )
}

interface JourneyFormProps extends Pick<CheckJourneyProps, 'check' | 'policy'> {
  readonly today: string
  readonly place: { value: string }
}

function JourneyForm({ check, policy, today, place }: JourneyFormProps) {
  const date = useSignal('')
  const time = useSignal('')
  const isIncomplete = useSignal(false)
  const { open, other } = placesOn(policy, date.value, today)
  const change = (field: { value: string }) => (event: { readonly currentTarget: { readonly value: string } }) => {
    field.value = event.currentTarget.value
    isIncomplete.value = false
    check.withdraw()
  }
  return (
    <section class="journey">
      <h2>{tell('journey/title')}</h2>
      <p>{tell('journey/explain')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const arrival = arrivalAt(date.value, time.value)
          isIncomplete.value = arrival === null || place.value === ''
          if (arrival !== null && place.value !== '') void check.ask({ checkpoint: place.value, arrival })
        }}
      >
        <label for="place">{tell('journey/place')}</label>
        <select id="place" required value={place.value} onChange={change(place)}>
          <option value="">{tell('journey/choose')}</option>
          {(
            [
              ['journey/open', open],
              ['journey/other', other],
            ] as const
          ).map(([group, places]) => (
            <optgroup key={group} label={tell(group)}>
              {places.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name} ({id})
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <label for="date">{tell('journey/date')}</label>
        <input id="date" type="date" required value={date.value} onInput={change(date)} />
        <label for="time">{tell('journey/time')}</label>
        <input id="time" type="time" required value={time.value} onInput={change(time)} />
        <p class="incomplete" role="alert">
          {isIncomplete.value && tell('journey/incomplete')}
        </p>
        <button type="submit" class="main">
          {tell('journey/ask')}
        </button>
      </form>
    </section>
  )
}

const TONES: Readonly<Record<Outcome, Tone>> = { clear: 'good', refer: 'unsure', refuse: 'bad' }

function Answer({ decision, place }: { readonly decision: Decision; readonly place: string | null }) {
  const { outcome, reason, word, instruction, findings, asked_for: day } = decision
  return (
    <section class="answer" data-tone={TONES[outcome]} data-outcome={outcome} data-reason={reason ?? ''}>
      <h2>{tell('answer/title')}</h2>
      <div class="word">
        <Shape tone={TONES[outcome]} />
        <p class="outcome">{tellLocalized(word)}</p>
      </div>
      <p class="instruction">{tellLocalized(instruction)}</p>
      {place !== null && <p class="for">{tell('answer/for', { day, place })}</p>}
      {findings.length > 1 && (
        <details>
          <summary>{tell('answer/all')}</summary>
          <ul>
            {findings.map((finding) => (
              <li key={finding.reason}>{tellLocalized(instructionFor(finding.reason, 'carrier'))}</li>
            ))}
          </ul>
        </details>
      )}
      <p class="note">{tell('answer/not-final')}</p>
    </section>
  )
}
