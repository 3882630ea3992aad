/** What an officer typed to decide a case, read as the API takes it. Pure. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { FieldError } from '../../../pages/form.ts'
import type { ConsoleWords } from '../area.ts'

export const RULES = [
  'passport-copy',
  'passport',
  'invitation',
  'purpose',
  'identity',
  'background',
  'false-statement',
  'security',
] as const satisfies readonly (keyof ConsoleWords['cases']['rules'])[]
export const TEMPLATES = [
  'passport-copy-unreadable',
  'passport-lines',
  'invitation-differs',
  'background',
  'journey',
] as const satisfies readonly (keyof ConsoleWords['cases']['questions'])[]

type Rule = (typeof RULES)[number]
type Template = (typeof TEMPLATES)[number]

/** What is signed. */
export type SignedDecision =
  | { readonly decision: 'no-objection'; readonly reason?: string }
  | { readonly decision: 'refuse'; readonly rule: Rule; readonly reason: string }
  | { readonly decision: 'agree' }
/** What decides nothing: the session is enough for it. */
export type UnsignedDecision =
  | { readonly decision: 'ask'; readonly template?: Template; readonly text?: string }
  | { readonly decision: 'send-back'; readonly reason: string }

export type TypedDecision = Readonly<Record<string, string>>

/** As the API takes words. */
const LETTERS = { least: 3, most: 2000 } as const

type Read = Result<SignedDecision | UnsignedDecision, readonly FieldError[]>

export function readTypedDecision(typed: TypedDecision, words: ConsoleWords): Read {
  const { faults } = words.cases
  const { why = '', reason = '', text = '', back = '' } = typed
  const rule = RULES.find((one) => one === typed.rule)
  const template = TEMPLATES.find((one) => one === typed.template)
  const wrong = (field: string, text: string): readonly FieldError[] => [{ field, text }]
  switch (typed.decision) {
    case 'no-objection':
      if (why === '') return ok({ decision: 'no-objection' })
      return isTold(why) ? ok({ decision: 'no-objection', reason: why }) : fail(wrong('why', faults.words))
    case 'refuse':
      if (rule !== undefined && isTold(reason)) return ok({ decision: 'refuse', rule, reason })
      return fail([
        ...(rule === undefined ? wrong('rule', faults.rule) : []),
        ...(isTold(reason) ? [] : wrong('reason', faults.words)),
      ])
    case 'ask':
      if (text === '' && template === undefined) return fail(wrong('text', faults.question))
      if (text !== '' && !isTold(text)) return fail(wrong('text', faults.words))
      return ok({ decision: 'ask', ...(template && { template }), ...(text !== '' && { text }) })
    case 'agree':
      return ok({ decision: 'agree' })
    case 'send-back':
      return isTold(back) ? ok({ decision: 'send-back', reason: back }) : fail(wrong('back', faults.words))
    default:
      return fail(wrong('case', faults.nothing))
  }
}

export function isTold(text: string): boolean {
  const letters = [...text].length
  return letters >= LETTERS.least && letters <= LETTERS.most
}

/** The fields that a text which was not signed in the end says again. */
export function typedOfText(content: unknown): TypedDecision {
  const { decision, place, rule, reason } = (content ?? {}) as Readonly<Record<string, unknown>>
  if (place === 'second') return { decision: 'agree' }
  const said = typeof reason === 'string' ? reason : ''
  if (decision === 'refuse') return { decision: 'refuse', rule: String(rule ?? ''), reason: said }
  return { decision: 'no-objection', why: said }
}

/** What somebody typed, in words, where there is no form any more that it could stand in. */
export function typedInWords({ why = '', reason = '', text = '', back = '' }: TypedDecision): readonly string[] {
  return [why, reason, text, back].filter((part) => part !== '')
}
