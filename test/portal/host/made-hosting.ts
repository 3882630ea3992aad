/** A portal with a host that is signed in at its pages and confirmed, as the tests of the host's pages use it. */
import type { Test } from 'tap'
import type { PageAnswer, PageBrowser } from '../page-browser.ts'
import { type PortalScene, portalScene } from '../portal-scene.ts'

export const CLAIM = { kind: 'legal-entity', number: '9412 4000 0193', name: 'Steppe Tours LLP', place: 'Almaty' }

/** What a host types of one traveller. */
export const TYPED = {
  surname: 'Perera',
  given_names: 'Nimal',
  'birth_date-day': '4',
  'birth_date-month': 'MAY',
  'birth_date-year': '1990',
  nationality: 'LKA',
  passport_number: 'n 1234567',
  visa: 'tourism/B12/1',
  'valid_from-day': '1',
  'valid_from-month': '12',
  'valid_from-year': '2026',
  'valid_until-day': '20',
  'valid_until-month': '12',
  'valid_until-year': '2026',
  stay_days: '20',
  email: 'nimal@example.org',
  language: 'en',
}

export interface Hosting extends PortalScene {
  readonly host: PageBrowser
  /** The officers' reference of the host. */
  readonly hostId: string
  /** Types an invitation and keeps it as a draft; its page. */
  draft(change?: Readonly<Record<string, string>>): Promise<PageAnswer>
  /** The same, submitted; its page. */
  sent(change?: Readonly<Record<string, string>>): Promise<PageAnswer>
}

/** Signs a host in at a browser, registered by the form and confirmed by an officer. */
export async function hosting(t: Test): Promise<Hosting> {
  const scene = await portalScene(t)
  const host = scene.browser()
  await scene.signInAt(host, 'host@example.org', 'host')
  await host.send(await host.get('/en/host/register'), CLAIM)
  const [claimed] = (await scene.asel('GET', '/v1/hosts')).body.hosts
  await scene.bolat('POST', `/v1/hosts/${claimed.host}/decision`, { decision: 'confirm' })
  const draft: Hosting['draft'] = async (change = {}) =>
    host.send(await host.get('/en/host/invitations/new'), { ...TYPED, ...change })
  const sent: Hosting['sent'] = async (change) => host.send(await draft(change))
  return { ...scene, host, hostId: claimed.host, draft, sent }
}

/** The reference in the address of an invitation's page. */
export function idIn({ path }: PageAnswer): string {
  return /invitations\/([^/?]+)/.exec(path)?.[1] ?? ''
}
