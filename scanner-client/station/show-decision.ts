/** A decision on a terminal: colour, a shape and a word, then what to do, the facts to compare, and the age of the data. */
import pc from 'picocolors'
import { formatInstant } from '#evisa/civil-date.ts'
import type { BorderFacts, CarrierFacts, Decision } from '#evisa/decision.ts'
import { instructionFor } from '#evisa/instructions.ts'
import type { Language } from '#evisa/language.ts'
import type { Finding, Outcome } from '#evisa/reasons.ts'
import { SPECIMEN_WORDS } from '#evisa/specimen.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'

// Shapes differ in outline, so that they tell the outcome without colour too.
const LOOK: Readonly<Record<Outcome, { shape: string; paint: (text: string) => string }>> = {
  clear: { shape: '[ ✔ ]', paint: (text) => pc.bold(pc.black(pc.bgGreen(text))) },
  refer: { shape: '( ? )', paint: (text) => pc.bold(pc.black(pc.bgYellow(text))) },
  refuse: { shape: '< ✖ >', paint: (text) => pc.bold(pc.white(pc.bgRed(text))) },
}

/** The lines to print; `before`: the decision that was acted upon, where this is what stands after it. */
export function showDecision(
  decision: Decision,
  offlineBecause: string | null,
  language: Language,
  before: Decision | null = null,
): string {
  const { shape, paint } = LOOK[decision.outcome]
  const specimen = decision.specimen ? [showSpecimen()] : []
  const lines = [...specimen, paint(` ${shape}  ${decision.word[language]} `), `  ${decision.instruction[language]}`]
  if (before !== null && before.outcome !== decision.outcome) lines.push(`  against ${before.word[language]}`)
  // By its reason alone: once something was done, the outcome is that of the act, and no more that of the finding.
  const primary = decision.findings.find(({ reason }) => reason === decision.reason)
  if (decision.reason !== null) lines.push(pc.dim(`  ${decision.reason}${detailOf(primary)}`))
  for (const finding of decision.findings.filter((one) => one !== primary)) {
    lines.push(
      pc.dim(
        `  + ${finding.reason}${detailOf(finding)}: ${instructionFor(finding.reason, decision.audience)[language]}`,
      ),
    )
  }
  const { visa } = decision
  if (visa !== null) {
    lines.push('')
    lines.push(
      `  ${pc.bold(`${visa.surname} ${visa.given_names}`.trim())}   passport ${pc.bold(visa.passport_number)}${bornOf(visa)}`,
    )
    lines.push(`  ${formatVisaNumber(visa.visa_number)}   ${visa.category}   ${visa.valid_from} to ${visa.valid_until}`)
    if ('claims' in visa) {
      const { holder, passport } = visa.claims
      lines.push(
        `  ${holder.nationality}, born ${holder.birth_date}, ${holder.sex}, passport of ${passport.issuer} until ${passport.expires}`,
      )
      lines.push(
        `  entries used ${visa.entries_used} of ${visa.entries_allowed}, last permitted day ${visa.last_permitted_day}`,
      )
      for (const { action, checkpoint, at, device } of [...visa.crossings, ...visa.notes]) {
        lines.push(`    ${action} ${plain(checkpoint)} ${formatInstant(at)} ${plain(device)}`)
      }
    }
  }
  lines.push('')
  lines.push(
    pc.dim(
      `  for ${decision.asked_for}; ${decision.online ? 'online' : `OFFLINE (${plain(offlineBecause ?? 'no network')})`}`,
    ),
  )
  lines.push(
    pc.dim(
      `  data: ${decision.knew.map(({ artefact, age_seconds }) => `${artefact} ${ageOf(age_seconds)}`).join(', ') || 'none'}`,
    ),
  )
  for (const { text } of decision.warnings) lines.push(pc.yellow(`  ! ${text[language]}`))
  return lines.join('\n')
}

/** The line over everything of a demonstration. */
export function showSpecimen(): string {
  return `${pc.bold(pc.white(pc.bgMagenta(` ${SPECIMEN_WORDS} `)))} a demonstration: nothing here is a visa`
}

/** `40 s`, `12 min`, `5 h`, `3 d`. */
export function ageOf(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`
}

/** What others wrote: a terminal obeys control characters, and could be made to show another verdict. */
export function plain(text: string): string {
  return text.replace(/\p{C}+/gu, ' ')
}

/** For whom nothing else says it: the border is told it with all of the claims. */
function bornOf(visa: CarrierFacts | BorderFacts): string {
  return 'claims' in visa || visa.birth_date === undefined ? '' : `   born ${pc.bold(visa.birth_date)}`
}

function detailOf(finding: Finding | undefined): string {
  const detail = Object.entries(finding?.detail ?? {}).map(([name, value]) =>
    name === 'at' ? formatInstant(Number(value)) : `${name.replaceAll('_', ' ')} ${plain(String(value))}`,
  )
  return detail.length === 0 ? '' : ` (${detail.join(', ')})`
}
