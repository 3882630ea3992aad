/** What wants somebody today, as rows of the first page. */
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { dataOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import type { Visit } from '../../pages/visit.ts'
import { type ConsoleWords, wordsOf } from './area.ts'

type Answer = Awaited<ReturnType<typeof askAttention>>
type Row = Answer['attention'][number]

/** Where something is done about it. */
const PAGE_OF: Readonly<Partial<Record<Row['matter'], string>>> = {
  cases: 'cases',
  'cases-overdue': 'cases',
  corrections: 'cases?state=correction-asked',
  'second-looks': 'second-looks',
  'looks-wrong': 'second-looks?state=all',
  proposals: 'proposals',
  conflicts: 'conflicts',
  overrides: 'conflicts?kind=override',
  referrals: 'referrals',
  'mail-bounced': 'mails',
  payments: 'payments',
  'devices-silent': 'devices',
}
const URGENT: readonly Row['matter'][] = ['cases-overdue', 'looks-wrong', 'decisions-altered']

export async function attentionView(api: Api, visit: Pick<Visit, 'language'>) {
  const { at, attention } = await askAttention(api)
  const words = wordsOf(visit)
  const { asOf } = words.attention
  return {
    asOf: fillText(asOf, { at: shortTime(at, visit.language) }, visit.language),
    rows: attention.map((one) => rowOf(one, at, words, visit)),
  }
}

async function askAttention(api: Api) {
  return dataOf(await api.GET('/v1/attention'))
}

function rowOf(row: Row, now: number, words: ConsoleWords, { language }: Pick<Visit, 'language'>) {
  const { matter, count, since, warning } = row
  const page = warning === null ? PAGE_OF[matter] : pageOfWarning(warning.about)
  const at = since === null ? null : shortTime(since, language)
  return {
    what:
      warning === null || matter !== 'warning'
        ? words.attention.matters[matter as CountedName]
        : saidOf(warning, words, language),
    count: matter === 'warning' ? null : count,
    isUrgent: URGENT.includes(matter) || (matter === 'warning' && since !== null && since <= now),
    when: at === null ? '' : fillText(words.attention[whenOf(row, now)], { at }, language),
    address: page === undefined ? null : `/${language}/${page}`,
  }
}

type CountedName = keyof ConsoleWords['attention']['matters']

function whenOf({ matter, since }: Row, now: number): 'since' | 'due' | 'overdue' | 'until' {
  const isPast = since !== null && since <= now
  if (matter === 'cases' || matter === 'cases-overdue') return isPast ? 'overdue' : 'due'
  return isPast ? 'since' : 'until'
}

/** Where something is done about a warning; undefined for what no page is about. */
function pageOfWarning(about: string): string | undefined {
  return about === 'trust-list' || about === 'keys' || about.endsWith(' key') ? 'keys' : undefined
}

/** `the key: visa: runs out soon`. What is new to this program is told as the server calls it. */
function saidOf(
  { about, code }: NonNullable<Row['warning']>,
  words: ConsoleWords,
  language: Visit['language'],
): string {
  const abouts: Readonly<Record<string, string>> = words.attention.about
  const codes: Readonly<Record<string, string>> = words.attention.codes
  const [, name] = /^(.+) key$/.exec(about) ?? []
  const [, year] = /^working days of (\d+)$/.exec(about) ?? []
  const template = name !== undefined ? abouts.key : year !== undefined ? abouts.days : abouts[about]
  const what = fillText(template ?? about, { name: name ?? '', year: year ?? '' }, language)
  return `${what}: ${codes[code] ?? code}`
}
