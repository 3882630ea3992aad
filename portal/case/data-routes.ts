/** All that is held about a case: taken along as a file, and erased where the law lets. */
import type { FastifyPluginAsync } from 'fastify'
import { civilDateAt } from '#evisa/civil-date.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { dayInWords } from '../../pages/in-words.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import { type CaseRoute, caseAddress, type OwnCase, ownCase } from './own-case.ts'
import { passOn } from './pass-on.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

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

/** Whether it may be erased now, and in words from when on. */
export function erasing(
  { erasable_from: from, payment_open }: Pick<OwnCase, 'erasable_from' | 'payment_open'>,
  now: number,
  language: TravellerLanguage,
): { readonly mayErase: boolean; readonly erasing: string } {
  const { data, notNow } = WORDS[language]
  if (payment_open) return { mayErase: false, erasing: notNow.paying }
  if (from === null) return { mayErase: false, erasing: data.eraseUndecided }
  if (from <= now) return { mayErase: true, erasing: data.eraseNow }
  return { mayErase: false, erasing: fillText(data.eraseFrom, { day: dayInWords(civilDateAt(from), language) }, language) }
}
