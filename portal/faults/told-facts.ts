/**
 * What the message of a fault says beside its rule: days, numbers, names. The API tells it in English; what somebody has to know of it is
 * taken out here and told in their language. A message that is worded otherwise one day loses these facts, and never its rule.
 */

type ToldText = keyof typeof import('./strings/en.json', { with: { type: 'json' }}).told

export interface ToldFacts {
  /** The text that has a place for them. */
  readonly text: ToldText
  readonly facts: Readonly<Record<string, string>>
}

interface Row {
  readonly rule: string
  readonly text: ToldText
  readonly says: RegExp
}

const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const says = (source: string) => new RegExp(source.replaceAll('DAY', DAY), 'u')
const row = (rule: string, text: ToldText, source: string): Row => ({ rule, text, says: says(source) })

const ROWS: readonly Row[] = [
  row('date-ambiguous', 'date-ambiguous', '^may be (?<one>DAY) or (?<other>DAY)'),
  row('calendar', 'calendar', '^(?<day>DAY) is not a day'),
  row('calendar', 'birth', 'no birth date'),
  row('printable', 'printable', '^(?<day>DAY) is not between (?<from>DAY) and (?<until>DAY)'),
  row('not-past', 'not-past', '^(?<day>DAY) is already past; today is (?<today>DAY)'),
  row('not-too-early', 'not-too-early', 'it can be (?<day>DAY) at the latest'),
  row('order', 'order', '^(?<exit>DAY) is before the entry on (?<entry>DAY)'),
  row('stay', 'stay', '^these are (?<days>[0-9]+) days.* allows (?<most>[0-9]+): leave by (?<until>DAY)'),
  row('within-invitation', 'within-invitation', '^(?<day>DAY) is not within.* (?<from>DAY) to (?<until>DAY)'),
  row('passport-valid', 'passport-valid', 'ran out on (?<day>DAY)'),
  row('passport-outlasts-visa', 'passport-outlasts-visa', 'least (?<months>[0-9]+) months.*until (?<day>DAY)'),
  row(
    'passport-lines',
    'difference',
    '^is (?<typed>.+), and the lines of the passport say (?<read>.+): at character (?<at>[0-9]+) ',
  ),
  row('passport-lines', 'check', 'the check digit does not fit for (?<parts>.+)$'),
  row('passport-lines', 'lines', 'two lines of 44'),
  row('mrz-spelling', 'stranger', 'has "(?<character>.+)" in it'),
  row('mrz-spelling', 'spelling', '(?:most likely|perhaps) (?<names>[A-Z].*)$'),
  row('look-alike', 'look-alike', '^character (?<at>[0-9]+) is .* the Latin (?<letter>[A-Z])'),
  row('passport-number', 'stranger', 'has "(?<character>.+)" in it'),
  row('too-long', 'too-long', 'at most (?<most>[0-9]+) '),
  row('invitation-purpose', 'invitation-purpose', 'the invitation is for (?<invited>[a-z-]+):'),
  row('embassy-only', 'embassy-only', 'citizens of (?<state>[A-Z]{1,3}),'),
  row('category', 'category', '^the invitation is for (?<invited>\\S+), .* takes (?<takes>.+): '),
  row('category-stay', 'category-stay', '^(?<category>\\S+) allows at most (?<most>[0-9]+) days'),
  row(
    'category-validity',
    'category-validity',
    '^(?<category>\\S+) is valid at most (?<most>[0-9]+) days; this is (?<days>[0-9]+)',
  ),
  row(
    'eligible-nationality',
    'eligible-nationality',
    '^(?<state>[A-Z]{1,3}) is not on the list .* for (?<category>\\S+)$',
  ),
  row('invitation-holder', 'invitation-holder', '^is (?<typed>.+), and the invitation says (?<invited>.+): whichever'),
  row('passport-in-use', 'passport-in-use', '^Your application (?<reference>\\S+) for'),
  row('terms-changed', 'terms-changed', 'those in force began on (?<day>DAY)'),
]

/** Null where the message says no more than the rule. */
export function toldFacts(rule: string, message: string): ToldFacts | null {
  for (const { text, says, rule: of } of ROWS) {
    const facts = of === rule ? says.exec(message.slice(0, MOST_CHARACTERS)) : null
    if (facts !== null) return { text, facts: { ...facts.groups } }
  }
  return null
}

// A message is a sentence or two, with what somebody typed in it.
const MOST_CHARACTERS = 600
