/** Nimali at a browser of her own, with a case that has come so far; and what officers decide about it. */
import type { Test } from 'tap'
import type { Ready } from '../../server/hostile/hostile-scene.ts'
import type { PageAnswer, PageBrowser } from '../page-browser.ts'
import { type PortalScene, portalScene } from '../portal-scene.ts'

export const NO_OBJECTION = { decision: 'no-objection' }
export const ASK = { decision: 'ask', text: 'Where do you stay in Almaty?' }
export const REFUSE = { decision: 'refuse', rule: 'purpose', reason: 'The hotel does not know of this stay.' }

export interface Traveller {
  readonly scene: PortalScene
  readonly browser: PageBrowser
  readonly one: Ready
  /** The address of her case, or of a page under it. */
  at(page?: string, language?: string): string
  get(page?: string, language?: string): Promise<PageAnswer>
}

type Rest = Parameters<typeof portalScene> extends [Test, ...infer Others] ? Others : never
type Until = 'ready' | 'submitted' | 'paid' | 'issued' | 'asked' | 'refused'

export async function traveller(t: Test, until: Until, ...[change, server]: Rest): Promise<Traveller> {
  const scene = await portalScene(t, change, server)
  const { nimali } = scene
  const made = { ready: scene.ready, submitted: scene.submitted }
  const one = until === 'ready' || until === 'submitted' ? await made[until](nimali) : await scene.paid(nimali)
  if (until === 'issued') {
    await scene.decide(scene.asel, one, NO_OBJECTION)
    await scene.issueAll()
  }
  if (until === 'asked') await scene.decide(scene.asel, one, ASK)
  if (until === 'refused') {
    await scene.decide(scene.asel, one, REFUSE)
    await scene.decide(scene.bolat, one, { decision: 'agree' })
  }
  const browser = scene.browser()
  await scene.signInAt(browser, 'nimali@example.org')
  const at: Traveller['at'] = (page = '', language = 'en') =>
    `/${language}/applications/${one.reference}${page && `/${page}`}`
  return { scene, browser, one, at, get: (page, language) => browser.get(at(page, language)) }
}
