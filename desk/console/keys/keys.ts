/** The keys: what runs out when, and the steps by which each is changed. The pages show commands, and touch no key. */
import type { FastifyPluginAsync } from 'fastify'
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { type DatedKey, timelineOf } from '#evisa/key-timeline.ts'
import { KEY_PURPOSES } from '#evisa/trust-list.ts'
import { dataOf } from '../../../pages/answers.ts'
import { textsOf } from '../../../pages/form.ts'
import { NotThere } from '../../../pages/page-faults.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type Area, wordsOf } from '../area.ts'
import { purposeInWords, stepRow, timelineView } from './key-view.ts'
import { lastStolen, rootSteps, stolenSteps } from './other-steps.ts'
import { rehearsalFrom } from './rehearsal.ts'
import { rotationSteps, type Step } from './rotation-steps.ts'

interface OfList {
  Params: { kind: string }
}

export const keyRoutes: FastifyPluginAsync<Area> = async (app, { now, isDemonstration }) => {
  app.get('/:language/keys', async ({ visit }, reply) => {
    const words = wordsOf(visit)
    const { keys, root, trust_list, not_taken } = await publishedKeys(visit)
    const { language } = visit
    const address = `/${language}/keys`
    const kinds = [...KEY_PURPOSES, 'root', 'stolen'] as const
    const at = { at: shortTime(trust_list.exp, language), version: trust_list.version }
    return reply.page({
      template: 'keys/keys.njk',
      title: words.keys.title,
      words,
      view: {
        notTaken: not_taken,
        isListOld: trust_list.exp < now(),
        list: fillText(words.keys.list, at, language),
        timeline: timelineView(timelineOf(keys, root, now()), visit),
        lists: kinds.map((kind) => ({ href: `${address}/${kind}`, text: listTitle(kind, visit) })),
        rehearsal: `${address}/rehearsal`,
      },
    })
  })

  app.get('/:language/keys/rehearsal', async ({ visit, query }, reply) => {
    signedIn(visit)
    const words = wordsOf(visit)
    const moments = rehearsalFrom(now())
    const place = Math.min(moments.length - 1, Math.max(0, Number.parseInt(textsOf(query).step ?? '', 10) || 0))
    const moment = moments[place]
    if (moment === undefined) throw new NotThere()
    const address = `/${visit.language}/keys/rehearsal`
    const isOver = place === moments.length - 1
    return reply.page({
      template: 'keys/steps.njk',
      title: words.keys.rehearsal.title,
      words,
      view: {
        isTraining: true,
        intro: fillText(words.keys.rehearsal.at, { at: shortTime(moment.now, visit.language) }, visit.language),
        steps: isOver
          ? []
          : rotationSteps('visa', moment.keys, moment.now).map((one) => stepRow(one, moment.now, visit)),
        over: isOver ? words.keys.rehearsal.over : '',
        next: isOver
          ? { href: address, text: words.keys.rehearsal.again }
          : { href: `${address}?step=${place + 1}`, text: words.keys.rehearsal.done },
        all: `/${visit.language}/keys`,
      },
    })
  })

  app.get<OfList>('/:language/keys/:kind', async ({ visit, params }, reply) => {
    const { kind } = params
    const { keys, root } = await publishedKeys(visit)
    const steps = stepsOf(kind, keys, root, now())
    if (steps === null) throw new NotThere()
    const words = wordsOf(visit)
    return reply.page({
      template: 'keys/steps.njk',
      title: listTitle(kind, visit),
      words,
      view: {
        isTraining: isDemonstration,
        intro: words.keys.about,
        steps: steps.map((one) => stepRow(one, now(), visit)),
        over: '',
        next: null,
        all: `/${visit.language}/keys`,
      },
    })
  })
}

async function publishedKeys(visit: Visit) {
  return dataOf(await signedIn(visit).GET('/v1/keys'))
}

type AnyStep = Step<Parameters<typeof stepRow>[0]['name']>

/** Null for what has no list. */
function stepsOf(
  kind: string,
  keys: readonly DatedKey[],
  root: Parameters<typeof rootSteps>[0],
  now: number,
): readonly AnyStep[] | null {
  if (kind === 'root') return rootSteps(root)
  if (kind === 'stolen') return stolenSteps(lastStolen(keys), keys, now)
  const purpose = KEY_PURPOSES.find((one) => one === kind)
  return purpose === undefined ? null : rotationSteps(purpose, keys, now)
}

function listTitle(kind: string, visit: Visit): string {
  const { keys: words } = wordsOf(visit)
  if (kind === 'root' || kind === 'stolen') return words.lists[kind]
  return fillText(words.lists.rotation, { purpose: purposeInWords(kind, words) }, visit.language)
}
