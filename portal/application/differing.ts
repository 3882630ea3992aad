/** Two windows wrote on the same page: what was typed here stands beside what is kept, and the person chooses. */
import type { FastifyReply } from 'fastify'
import { TOKEN_FIELD } from '../../pages/browser-cookies.ts'
import type { CaseRequest } from '../own-case.ts'
import { answerInWords } from './answers-in-words.ts'
import { answerText, type PageAnswers } from './draft.ts'
import { formAddress, type Step } from './steps.ts'
import { labelOf, wordsIn } from './words.ts'

export interface Difference {
  readonly page: { readonly step: Step; readonly fields: readonly string[] }
  readonly reference: string
  /** The form as it was sent. */
  readonly texts: Readonly<Record<string, string>>
  readonly answers: PageAnswers
  readonly stands: PageAnswers
  /** What somebody who has seen both has seen. */
  readonly revision: number
}

export function differingPage({ visit }: CaseRequest, reply: FastifyReply, difference: Difference): FastifyReply {
  const { page, reference, texts, revision } = difference
  const { language } = visit
  const words = wordsIn(language)
  const { [TOKEN_FIELD]: _token, ...fields } = texts
  return reply.page({
    template: 'form-differing.njk',
    title: words.differing.title,
    words,
    status: 409,
    view: {
      address: formAddress(language, reference, page.step),
      fields: { ...fields, revision: String(revision) },
      rows: differingRows(difference).map(({ field, typed, stands }) => ({
        label: labelOf(field, language),
        typed: answerInWords(field, typed, language),
        stands: answerInWords(field, stands, language),
      })),
    },
  })
}

/** The fields that are not the same on both sides. */
export function differingRows({ page, answers, stands }: Pick<Difference, 'page' | 'answers' | 'stands'>) {
  return page.fields
    .map((field) => ({ field, typed: answerText(answers, field), stands: answerText(stands, field) }))
    .filter(({ typed, stands }) => typed !== stands)
}
