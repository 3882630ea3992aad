/** A decision as it was sent, read into what is decided; or every member that lacks, or does not go with it. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Decided } from './judge-decision.ts'
import type { QuestionTemplate } from './question-templates.ts'
import type { RefusalRule } from './refusal-rules.ts'

export interface SentDecision {
  readonly decision: Decided['decision']
  readonly rule?: RefusalRule
  readonly reason?: string
  readonly template?: QuestionTemplate
  readonly text?: string
}

type Member = Exclude<keyof SentDecision, 'decision'>

/** Which members go with a decision, and which of them it cannot be without. */
const MEMBERS: Readonly<
  Record<Decided['decision'], { readonly takes: readonly Member[]; readonly needs: readonly Member[] }>
> = {
  'no-objection': { takes: ['reason'], needs: [] },
  refuse: { takes: ['rule', 'reason'], needs: ['rule', 'reason'] },
  ask: { takes: ['template', 'text'], needs: [] },
  agree: { takes: ['reason'], needs: [] },
  'send-back': { takes: ['reason'], needs: ['reason'] },
}

const WHY: Readonly<Record<Member, string>> = {
  rule: 'is missing: a refusal names its rule',
  reason: 'is missing: say why in words',
  template: 'is missing: ask by a template, or in your own words',
  text: 'is missing: ask in words',
}

export function readDecision({ decision, ...sent }: SentDecision): Result<Decided, readonly FieldFault[]> {
  const { takes, needs } = MEMBERS[decision]
  const members = Object.keys(sent) as Member[]
  const faults: FieldFault[] = [
    ...members
      .filter((member) => !takes.includes(member))
      .map((field) => ({ field, rule: 'goes-with', message: `does not go with ${decision}: leave it out` })),
    ...needs
      .filter((member) => sent[member] === undefined)
      .map((field) => ({ field, rule: 'required', message: WHY[field] })),
    ...(decision === 'ask' && sent.text === undefined && sent.template === undefined
      ? [{ field: 'text', rule: 'required', message: WHY.template }]
      : []),
  ]
  return faults.length > 0 ? fail(faults) : ok(decided({ decision, ...sent }))
}

/** With all that it needs. */
function decided({ decision, rule, reason = '', template, text = '' }: SentDecision): Decided {
  if (decision === 'ask') return { decision, template: template ?? null, text }
  if (decision !== 'refuse') return { decision, reason }
  if (rule === undefined) throw new TypeError('a refusal was read without its rule')
  return { decision, rule, reason }
}
