/** A correction asked for after the e-visa was issued; or why there is none. */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { isCivilDate } from '#evisa/civil-date.ts'
import { dayInWords } from '#evisa/day-in-words.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { refusalOf } from '../../pages/answers.ts'
import { type FieldError, formOf, isRedraw, REDRAWS, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import { stateInWords } from '../../pages/states.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import { faultText } from '../faults/fault-text.ts'
import { type CaseRequest, type CaseRoute, caseAddress, type OwnCase, ownCase, toCase } from '../own-case.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

type Why = keyof typeof texts.en.correct.why

/** What can be other on an e-visa. */
export const CORRECTED = [
  'surname',
  'given_names',
  'sex',
  'birth_date',
  'nationality',
  'number',
  'issuer',
  'expires',
] as const satisfies readonly (keyof typeof texts.en.correct.fields)[]

const STATES: readonly (typeof CORRECTED)[number][] = ['nationality', 'issuer']

export const correctRoutes: FastifyPluginAsync<Area> = async (app) => {
  const place = '/:language/applications/:reference/correct'
  app.get<CaseRoute>(place, async (request, reply) => correctPage(request, reply, await ownCase(request), {}))
  app.post<CaseRoute>(place, REDRAWS, ask)
}

async function ask(request: CaseRequest, reply: FastifyReply): Promise<FastifyReply> {
  const values = textsOf(request.body)
  const { reason = '' } = values
  const found = await ownCase(request)
  if (isRedraw(request.body)) return correctPage(request, reply, found, { values })
  const asked = Object.fromEntries(
    CORRECTED.map((name) => [name, values[name] ?? '']).filter(([, text]) => text !== ''),
  )
  const faults = ownFaults(asked, reason)
  if (faults.length > 0) return correctPage(request, reply, found, { values, faults })
  const sent = await signedIn(request.visit).POST('/v1/applications/{reference}/corrections', {
    params: { path: { reference: request.params.reference } },
    body: { asked, reason },
  })
  const refused = refusalOf(sent, 400, 409, 422)
  if (refused === undefined) return toCase(request, reply)
  // Of what cannot be corrected any more the page itself says why.
  if (refused.status === 409) return correctPage(request, reply, await ownCase(request), { values })
  return correctPage(request, reply, found, { values, faults: refused.problem.errors ?? ownFaults({}, reason) })
}

interface Typed {
  readonly values?: Readonly<Record<string, string>>
  readonly faults?: readonly FieldFault[]
}

function correctPage(
  { visit: { language } }: CaseRequest,
  reply: FastifyReply,
  found: OwnCase,
  { values = {}, faults = [] }: Typed,
): FastifyReply {
  const words = WORDS[language]
  const why = whyNot(found)
  const errors = why === null ? faults.map((fault) => errorOf(fault, language)) : []
  return reply.page({
    template: 'case-correct.njk',
    title: why === null ? words.correct.title : words.correct.whyNot,
    words,
    hasFaults: errors.length > 0,
    status: errors.length > 0 ? 422 : 200,
    view: {
      address: caseAddress(language, found.reference),
      reference: formatVisaNumber(found.reference),
      why: why === null ? null : words.correct.why[why],
      fields: CORRECTED.map((name) => ({ name, label: words.correct.fields[name], now: nowOn(found, name, language) })),
      form: formOf(values, errors),
    },
  })
}

/** Why nothing can be asked for; null where it can. */
export function whyNot({ state, may, visa }: Pick<OwnCase, 'state' | 'may' | 'visa'>): Why | null {
  if (state === 'correction-asked') return 'asked'
  if (visa?.uncorrectable) return visa.uncorrectable
  return may.includes('ask-correction') && visa !== null ? null : 'none'
}

function ownFaults(asked: object, reason: string): readonly FieldFault[] {
  return [
    ...(Object.keys(asked).length === 0 ? [{ field: 'asked', rule: 'required', message: '' }] : []),
    ...(reason.length < 3 || reason.length > 200 ? [{ field: 'reason', rule: 'required', message: '' }] : []),
  ]
}

function errorOf({ field, rule, message }: FieldFault, language: TravellerLanguage): FieldError {
  const { faults, fields } = WORDS[language].correct
  const name = CORRECTED.find((one) => field.endsWith(`asked.${one}`))
  if (name !== undefined)
    return { field: name, text: faultText({ field: name, rule, message }, language, fields[name]) }
  return field.endsWith('reason')
    ? { field: 'reason', text: faults.reason }
    : { field: CORRECTED[0], text: faults.nothing }
}

/** What stands on the e-visa now; empty where nothing does. */
function nowOn({ content }: OwnCase, name: (typeof CORRECTED)[number], language: TravellerLanguage): string {
  const values: Readonly<Partial<Record<string, string>>> = { ...content?.holder, ...content?.passport }
  const value = values[name] ?? ''
  if (isCivilDate(value)) return dayInWords(value, language)
  return /^[A-Z]{3}$/.test(value) && STATES.includes(name) ? `${stateInWords(value, language)} (${value})` : value
}
