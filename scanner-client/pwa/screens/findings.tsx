/** What the verdict rests on: every reason, how old each piece of data is, what was not known. Unfolded on demand. */
import { formatInstant } from '#evisa/civil-date.ts'
import type { Decision } from '#evisa/decision.ts'
import { instructionFor } from '#evisa/instructions.ts'
import type { Finding } from '#evisa/reasons.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { DoubleUse } from '../../offline/double-use.ts'
import { SIGN_IN_FIRST } from '../../offline/http-call.ts'
import type { Scan } from '../../offline/scanner.ts'
import { localized, say, sayAge, sayPart } from '../language.ts'

export function Findings({ scan }: { readonly scan: Scan }) {
  const { decision, offlineBecause } = scan
  const { findings, audience, knew, warnings, not_known, online } = decision
  // Keys and policy are good for months; what changes by the hour is what an officer asks about.
  const fresh = knew.filter(({ artefact }) => artefact !== 'policy' && artefact !== 'trust-list')
  const oldest = Math.max(0, ...fresh.map(({ age_seconds }) => age_seconds))
  return (
    <section class="why">
      {scan.overUsed.filter(isOf(decision)).map(({ visa_number }) => (
        <p key={visa_number} class="fault" role="alert">
          {say('double-use/found', { number: formatVisaNumber(visa_number) })}
        </p>
      ))}
      {warnings.map((warning) => (
        <p key={`${warning.code} ${warning.about}`} class="note warning">
          {localized(warning.text)}
        </p>
      ))}
      <p class="data">
        {say(online ? 'data/online' : 'data/offline')} {knew.length > 0 && say('data/oldest', { age: sayAge(oldest) })}
      </p>
      <details>
        <summary>{say('findings/all', { n: findings.length })}</summary>
        <ul>
          {findings.map((finding) => (
            <li key={finding.reason} data-outcome={finding.outcome}>
              <code>{finding.reason}</code> {detailOf(finding)}
              <br />
              {localized(instructionFor(finding.reason, audience))}
            </li>
          ))}
        </ul>
        <dl class="knew">
          {knew.map(({ artefact, version, age_seconds }) => (
            <div key={artefact}>
              <dt>{say(`artefact/${artefact}`)}</dt>
              <dd>
                {version === null ? '' : `${say('artefact/version', { n: version })}, `}
                {say('artefact/age', { age: sayAge(age_seconds) })}
              </dd>
            </div>
          ))}
        </dl>
        {not_known.length > 0 && <p>{say('findings/not-known', { what: not_known.map(sayPart).join(', ') })}</p>}
        {offlineBecause !== null && (
          <p class="detail">{offlineBecause === SIGN_IN_FIRST ? say('line/sign-in') : offlineBecause}</p>
        )}
      </details>
    </section>
  )
}

/** Of another traveller nothing is said under a verdict: the line on top tells it. */
function isOf({ visa }: Decision): (one: DoubleUse) => boolean {
  return ({ visa_number }) => visa_number === visa?.visa_number
}

/** The facts of a finding in one line: where and when an entry was used, how long ago, how many days. */
export function detailOf({ detail = {} }: Finding): string {
  const { at, checkpoint, seconds_ago: ago, days, last_permitted_day: lastDay } = detail
  return [
    checkpoint,
    typeof at === 'number' ? formatInstant(at).slice(0, 16).replace('T', ' ') : undefined,
    typeof ago === 'number' ? say('detail/ago', { age: sayAge(ago) }) : undefined,
    typeof days === 'number' ? say('detail/days', { n: days }) : undefined,
    lastDay === undefined ? undefined : say('detail/last-day', { day: lastDay }),
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}
