/** Cases: claimed for a while, so that their travellers see it, and then decided by what stands in the place of stay. */
import type { CaseAnswer, ListedCaseAnswer } from '../../desk/terminal/case-answers.ts'
import type { Officer } from './officers.ts'
import type { Act } from './work.ts'

export interface CaseWork {
  /** How long a case is held before it is decided. */
  readonly holdMs: number
  readonly nowMs: () => number
}

/** What in a place of stay makes the officers ask, and refuse. */
export const ASK_WORD = 'ASK'
export const REFUSE_WORD = 'REFUSE'

const REASON = `This is a demonstration: the place of stay has the word ${REFUSE_WORD} in it.`

export function decideCases({ holdMs, nowMs }: CaseWork): Act {
  const heldSince = new Map<string, number>()
  const decideFirst = async (asel: Officer, reference: string) => {
    const since = heldSince.get(reference)
    if (since === undefined) {
      await asel.call('POST', `/v1/cases/${reference}/claim`)
      heldSince.set(reference, nowMs())
    } else if (nowMs() >= since + holdMs) {
      // Where it fails it is claimed anew: somebody else may have it by now.
      heldSince.delete(reference)
      await decide(asel, reference, decisionOf)
    }
  }
  return async ({ officers: { asel, bauyrzhan }, attempt }) => {
    const { cases } = await asel.call<{ readonly cases: readonly ListedCaseAnswer[] }>('GET', '/v1/cases')
    for (const reference of heldSince.keys())
      if (!cases.some((one) => one.reference === reference)) heldSince.delete(reference)
    for (const { reference, state, claim } of cases) {
      const isSecond = state === 'second-review'
      const officer = isSecond ? bauyrzhan : asel
      // Somebody tries the desk.
      if (claim !== null && claim.by !== officer.name) continue
      await attempt(isSecond ? 'review-case' : 'decide-case', reference, () =>
        isSecond ? agree(bauyrzhan, reference) : decideFirst(asel, reference),
      )
    }
  }
}

async function agree(bauyrzhan: Officer, reference: string): Promise<void> {
  await bauyrzhan.call('POST', `/v1/cases/${reference}/claim`)
  await decide(bauyrzhan, reference, () => ({ decision: 'agree' }))
}

async function decide(
  officer: Officer,
  reference: string,
  decision: (shown: CaseAnswer) => Readonly<Record<string, string>>,
): Promise<void> {
  const shown = await officer.call<CaseAnswer>('GET', `/v1/cases/${reference}`)
  const body = { revision: shown.revision, ...decision(shown) }
  await officer.call('POST', `/v1/cases/${reference}/decision`, body)
}

/** What the first officer decides of a case: a question once, then a refusal, where the words stand by themselves in the place of stay. */
export function decisionOf({ typed, messages }: Pick<CaseAnswer, 'typed' | 'messages'>) {
  const words = String(typed?.place_of_stay ?? '').split(/[^\p{L}\p{N}]+/u)
  const isAsked = messages.some(({ author }) => author === 'officer')
  if (words.includes(ASK_WORD) && !isAsked) return { decision: 'ask', template: 'journey' } as const
  if (words.includes(REFUSE_WORD)) return { decision: 'refuse', rule: 'purpose', reason: REASON } as const
  return { decision: 'no-objection' } as const
}
