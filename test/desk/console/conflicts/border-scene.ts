/** A console, somebody who reviews at it, and booths that hand in what does not agree. */
import type { Test } from 'tap'
import { entryOf } from '../../../made-device.ts'
import type { Built, EnrolledDevice } from '../../../server/build-app.ts'
import { NOW } from '../../../server/build-app.ts'
import { type ConsoleScene, consoleScene } from '../console-scene.ts'

export async function borderScene(t: Test) {
  const scene = await consoleScene(t)
  const supervisor = await scene.make('Saule', ['border-supervisor'], 'KZ-9')
  return { ...scene, supervisor, at: await scene.signedIn(supervisor) }
}

export type BorderScene = Awaited<ReturnType<typeof borderScene>>

export interface UsedTwice {
  readonly number: string
  readonly booths: readonly [EnrolledDevice, EnrolledDevice]
}

/** An e-visa that two booths, both cut off, have admitted. */
export async function usedTwice({ enrol, issue }: Pick<Built, 'enrol' | 'issue'>, badge = 'KZ-1'): Promise<UsedTwice> {
  const { visa_number: number } = await issue()
  const booths = [await enrol('border'), await enrol('border')] as const
  await booths[0].handIn(entryOf(number, { checkpoint: 'ALA', at: NOW - 600, operator: badge }))
  await booths[1].handIn(entryOf(number, { checkpoint: 'NQZ', at: NOW - 60 }))
  return { number, booths }
}

/** What a booth handed in after its access was ended: it is held. */
export async function heldRecord({ enrol, issue, authority }: Pick<Built, 'enrol' | 'issue' | 'authority'>) {
  const { visa_number: number } = await issue()
  const [lost, other] = [await enrol('border'), await enrol('border')]
  const { jws } = await lost.chain.sign(entryOf(number, { at: NOW - 60 }))
  await authority('DELETE', `/v1/devices/${lost.id}`)
  await other.call('POST', '/v1/crossings', { events: [jws] })
  return { number, lost, other }
}

/** The page of the first conflict that is listed. */
export async function firstConflict(scene: Pick<BorderScene, 'at'>, query = '') {
  const list = await scene.at.get(`/en/conflicts${query}`)
  return scene.at.get(list.document.querySelector('.site-rows a')?.getAttribute('href') ?? 'none')
}

/** Reviews through the API, as another one would meanwhile. */
export async function reviewed(scene: ConsoleScene, number: string, reason: string) {
  const { authority } = scene.built
  const { conflicts } = (await authority('GET', `/v1/conflicts?visa_number=${number}`)).body
  const path = `/v1/conflicts/${encodeURIComponent(conflicts[0].id)}/review`
  return authority('POST', path, { verdict: 'close', reason })
}
