/** What is known of an e-visa: whether it stands, what is on it, and how that is known. */
import type { ComponentChildren } from 'preact'
import { formatInstant } from '#evisa/civil-date.ts'
import type { CarrierFacts } from '#evisa/decision.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { Headline } from './check-headline.tsx'
import { CheckJourney } from './check-journey.tsx'
import type { PublicKnowledge } from './check-knowledge.ts'
import { tell } from './check-language.ts'
import type { CheckModel } from './check-model.ts'
import { Shape } from './check-shape.tsx'
import { SpecimenNote } from './check-specimen.tsx'
import type { Standing, Told } from './check-standing.ts'

// Green says "you may go": only what is proven and in force is that.
const TONES: Readonly<Record<Standing, 'good' | 'unsure' | 'bad'>> = {
  genuine: 'good',
  'not-yet': 'unsure',
  over: 'bad',
  'used-up': 'bad',
  revoked: 'bad',
  suspended: 'unsure',
  forged: 'bad',
  'unknown-key': 'bad',
  damaged: 'unsure',
  'no-evisa': 'unsure',
  number: 'unsure',
  'not-known': 'unsure',
  clock: 'unsure',
}

interface CheckAnswerProps {
  readonly check: CheckModel
  readonly told: Told
  readonly known: PublicKnowledge
  readonly again: ComponentChildren
}

export function CheckAnswer({ check, told, known, again }: CheckAnswerProps) {
  const { standing, visa } = told
  const days = { from: visa?.valid_from ?? '', until: visa?.valid_until ?? '' }
  return (
    <>
      <SpecimenNote trust={known.knowledge.trust} />
      <section class="standing" data-standing={standing} data-tone={TONES[standing]}>
        <div class="word">
          <Shape tone={TONES[standing]} />
          <Headline>{tell(`standing/${standing}/title`)}</Headline>
        </div>
        <h3>{tell('means')}</h3>
        <p>{tell(`standing/${standing}/means`, days)}</p>
        <h3>{tell('do')}</h3>
        <p>{tell(`standing/${standing}/do`, days)}</p>
      </section>
      {visa !== null && <Facts visa={visa} />}
      <CheckJourney check={check} told={told} policy={known.policy} />
      <div class="actions">{again}</div>
      <About known={known} />
    </>
  )
}

function Facts({ visa }: { readonly visa: CarrierFacts }) {
  const { valid_from: from, valid_until: until } = visa
  const rows = [
    [tell('facts/surname'), visa.surname],
    [tell('facts/given-names'), visa.given_names],
    [tell('facts/passport'), visa.passport_number],
    [tell('facts/number'), formatVisaNumber(visa.visa_number)],
    [tell('facts/category'), visa.category],
    [tell('facts/valid'), tell('facts/days', { from, until })],
  ] as const
  return (
    <section class="facts">
      <h2>{tell('facts/title')}</h2>
      <dl>
        {rows.map(
          ([name, value]) =>
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}

function About({ known: { signedAt, rootFingerprint } }: { readonly known: PublicKnowledge }) {
  return (
    <details class="about">
      <summary>{tell('about/title')}</summary>
      <p>{tell('about/explain')}</p>
      <dl>
        <div>
          <dt>{tell('about/signed')}</dt>
          <dd>{formatInstant(signedAt).replace('T', ' ')}</dd>
        </div>
        <div>
          <dt>{tell('about/root')}</dt>
          <dd class="fingerprint">{rootFingerprint}</dd>
        </div>
      </dl>
    </details>
  )
}
