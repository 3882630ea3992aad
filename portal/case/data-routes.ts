/** All that is held about a case: taken along as a file, and erased where the law lets. */
import type { FastifyPluginAsync } from 'fastify'
import { civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import { dayInWords } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { passOn } from '../../pages/pass-on.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import { type CaseRoute, caseAddress, type OwnCase, ownCase } from '../own-case.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

type Erasable = Pick<OwnCase, 'erasable_from' | 'payment_open'>

export const dataRoutes: FastifyPluginAsync<Area> = async (app, { now }) => {
  app.get<CaseRoute>('/:language/applications/:reference/data', async (request, reply) => {
    const { language } = request.visit
    const words = WORDS[language]
    const found = await ownCase(request)
    return reply.page({
      template: 'case-data.njk',
      title: words.data.title,
      words,
      view: {
        address: caseAddress(language, found.reference),
        reference: formatVisaNumber(found.reference),
        ...erasing(found, now(), language),
      },
    })
  })

  app.get<CaseRoute>('/:language/applications/:reference/data.json', (request, reply) =>
    passOn(request, reply, `/v1/applications/${encodeURIComponent(request.params.reference)}/export`),
  )
}

export function mayErase({ erasable_from: from, payment_open }: Erasable, now: EpochSeconds): boolean {
  return from !== null && from <= now && !payment_open
}

/** Whether it may be erased now, and in words from when on. */
export function erasing(
  found: Erasable,
  now: EpochSeconds,
  language: TravellerLanguage,
): { readonly mayErase: boolean; readonly erasing: string } {
  return { mayErase: mayErase(found, now), erasing: erasingInWords(found, now, language) }
}

function erasingInWords(
  { erasable_from: from, payment_open }: Erasable,
  now: EpochSeconds,
  language: TravellerLanguage,
): string {
  const { data, notNow } = WORDS[language]
  if (payment_open) return notNow.paying
  if (from === null) return data.eraseUndecided
  if (from <= now) return data.eraseNow
  return fillText(data.eraseFrom, { day: dayInWords(civilDateAt(from), language) }, language)
}
