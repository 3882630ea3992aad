/** Who was sent to second line and is still open, or was forgotten there for a day; all, or those of a checkpoint. */
import type { FastifyPluginAsync } from 'fastify'
import { shortTime } from '#evisa/day-in-words.ts'
import { dataOf } from '../../../pages/answers.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { formOf, textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type Area, wordsOf } from '../area.ts'
import { reasonInWords, visaIn } from './record-rows.ts'

const ON_A_PAGE = 50
const LISTS = ['open', 'forgotten', 'all'] as const
const PLACE = /^[0-9]{1,12}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MOST_LETTERS_OF_A_CHECKPOINT = 40

type Listed = Awaited<ReturnType<typeof listed>>['referrals'][number]

interface Asked {
  readonly list: (typeof LISTS)[number]
  readonly checkpoint?: string
  readonly after?: string
}

export const referralListRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/referrals', async ({ visit, query }, reply) => {
    const words = wordsOf(visit)
    const asked = textsOf(query)
    const list = LISTS.find((one) => one === asked.list) ?? 'open'
    const checkpoint = (asked.checkpoint ?? '').slice(0, MOST_LETTERS_OF_A_CHECKPOINT).toUpperCase()
    const after = PLACE.test(asked.after ?? '') ? asked.after : undefined
    const { referrals, next } = await listed(signedIn(visit), {
      list,
      ...(checkpoint && { checkpoint }),
      ...(after && { after }),
    })
    const { referrals: said } = words.conflicts
    const address = `/${visit.language}/referrals`
    const to = (place: Record<string, string>) => `${address}?${new URLSearchParams({ list, checkpoint, ...place })}`
    return reply.page({
      template: 'conflicts/referral-list.njk',
      title: said.title,
      words,
      view: {
        address,
        form: formOf({ list, checkpoint }),
        lists: LISTS.map((value) => ({ value, text: said.lists[value] })),
        rows: referrals.map((one) => ({ ...referralRow(one, visit), only: to({ checkpoint: one.event.checkpoint }) })),
        nothing: said.nothing[list],
        next: next === null ? '' : to({ after: next }),
        first: after === undefined ? '' : to({}),
      },
    })
  })
}

async function listed(api: Api, asked: Asked) {
  return dataOf(await api.GET('/v1/referrals', { params: { query: { ...asked, limit: ON_A_PAGE } } }))
}

function referralRow({ event, state, act }: Listed, visit: Visit) {
  const { referrals: said, record } = wordsOf(visit).conflicts
  const at = (time: number) => shortTime(time, visit.language)
  if (event.action !== 'referral') throw new TypeError('this is no referral')
  const { checkpoint, crossing, operator, device, reasons } = event
  return {
    ...{ checkpoint, device, state: said.states[state], isOpen: state !== 'closed', id: event.id },
    at: at(event.at),
    crossing: said[crossing],
    reasons: reasons.map((reason) => reasonInWords(reason, crossing === 'exit', visit)),
    visa: visaIn(event, visit),
    passport: 'passport' in event ? (event.passport ?? []) : [],
    by: operator ?? record.nobody,
    act: act && { by: act.operator ?? record.nobody, device: act.device, at: at(act.at) },
  }
}
