/** Corrections are made as their travellers ask; where that takes two officers, one says so in each round. */
import { CallFailed } from '../../desk/calls/authority-calls.ts'
import type { CaseAnswer, ListedCaseAnswer } from '../../desk/terminal/case-answers.ts'
import type { Officers } from './officers.ts'
import type { Act } from './work.ts'

const NOT_TOLD =
  'What was asked for cannot stand on an e-visa as it was written. Ask again, and say which field is to be other and how.'

export const correctVisas: Act = async ({ officers, attempt }) => {
  const path = '/v1/cases?state=correction-asked'
  const { cases } = await officers.asel.call<{ readonly cases: readonly ListedCaseAnswer[] }>('GET', path)
  for (const { reference } of cases) await attempt('correct-visa', reference, () => correct(reference, officers))
}

async function correct(reference: string, { asel, bauyrzhan }: Officers): Promise<void> {
  const { corrections } = await asel.call<CaseAnswer>('GET', `/v1/cases/${reference}`)
  const open = corrections.find(({ decided_at }) => decided_at === null)
  const officer = open?.said?.by === asel.name ? bauyrzhan : asel
  const path = `/v1/cases/${reference}/correction`
  await officer.call('POST', path, { correct: true }).catch((error) => {
    if (!isNotPossible(error)) throw error
    return officer.call('POST', path, { correct: false, reason: NOT_TOLD })
  })
}

function isNotPossible(error: unknown): boolean {
  return error instanceof CallFailed && (error.status === 400 || error.status === 422)
}
