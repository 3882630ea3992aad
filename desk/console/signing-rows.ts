/** A text as it is signed, in words: line by line, what is decided and of whom first. Pure. */
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { ConsoleWords } from './area.ts'
import { readObject } from './sent-keys.ts'

export interface Row {
  readonly key: string
  readonly value: string
  readonly depth: number
}

type Decision = Readonly<Record<string, unknown>>

/** `people`: by their ids, for whom the text names so. */
export function signingRows(
  decision: Decision,
  words: ConsoleWords,
  people: ReadonlyMap<string, string>,
): readonly Row[] {
  return [...aboutIn(decision, words), ...rowsOf(inReadingOrder(decision.content), words, people)]
}

/** What is decided and of whom before what it rests on; to the byte it stands below as it is signed. */
const READ_FIRST = ['decision', 'rule', 'reason', 'input']

function inReadingOrder(content: unknown): unknown {
  if (typeof content !== 'object' || content === null) return content
  const names = Object.keys(content)
  const order = [...READ_FIRST.filter((name) => names.includes(name)), ...names]
  // A name that comes twice keeps its first place.
  return Object.fromEntries(order.map((name) => [name, (content as Readonly<Record<string, unknown>>)[name]]))
}

/** What else is signed names in its content what it is about. */
function aboutIn(decision: Decision, words: ConsoleWords): readonly Row[] {
  const reference = caseOf(decision)
  if (reference === null) return []
  return [{ key: words.signing.members.reference, value: formatVisaNumber(reference), depth: 0 }]
}

const ABOUT_CASES = ['case', 'correction', 'second-look']

/** The reference of the case that it is about; null where it is about none. */
export function caseOf({ kind, subject }: Decision): string | null {
  return typeof kind === 'string' && ABOUT_CASES.includes(kind) && typeof subject === 'string' ? subject : null
}

/** What somebody typed is no value of ours, whatever it says. */
const TYPED = ['reason', 'name', 'title', 'surname', 'given_names']

/** The content of a decision, line by line: members by their names in words, deeper ones further in. */
function rowsOf(content: unknown, words: ConsoleWords, people: ReadonlyMap<string, string>, depth = 0): readonly Row[] {
  const names: Readonly<Record<string, string>> = { ...words.signing.members, ...words.cases.members }
  const rules: Readonly<Record<string, { readonly says: string }>> = words.cases.rules
  // Values of ours in words; what somebody typed as it is.
  const told: Readonly<Record<string, string>> = { ...words.roles, ...words.people.kinds, ...words.signing.values }
  const say = (value: unknown) => {
    const text = String(value)
    const person = people.get(text)
    return person === undefined ? (told[text] ?? text) : `${person} (${text})`
  }
  if (typeof content !== 'object' || content === null) return []
  return Object.entries(content).flatMap(([name, value]): readonly Row[] => {
    const key = names[name] ?? name
    const deeper = deeperIn(name, value)
    if (deeper !== null)
      return [{ key, value: '', depth }, ...deeper.flatMap((one) => rowsOf(one, words, people, depth + 1))]
    const values = Array.isArray(value) ? value : value === null || value === '' ? ['–'] : [value]
    const said = name === 'rule' ? rules[String(value)]?.says : undefined
    return [{ key, value: said ?? values.map(TYPED.includes(name) ? String : say).join(', '), depth }]
  })
}

/** What stands within a member: an object, several, or one that is kept as the text which is issued. */
function deeperIn(name: string, value: unknown): readonly object[] | null {
  if (name === 'input' && typeof value === 'string') return [readObject(value) ?? {}]
  if (typeof value !== 'object' || value === null) return null
  if (!Array.isArray(value)) return [value]
  return value.some((one) => typeof one === 'object' && one !== null) ? value : null
}
