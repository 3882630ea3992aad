/** The demonstration's officers at a real server, and what they meet there: people, a bank, letters, a clock. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { type Officers, signOfficersIn } from '../../demonstration/officers/officers.ts'
import type { Act } from '../../demonstration/officers/work.ts'
import { payAt } from '../acquirer/made-acquirer.ts'
import { AUTHORITY_TOKEN } from '../server/build-app.ts'
import { type HostileScene, hostileScene, type Ready } from '../server/hostile/hostile-scene.ts'
import { demonstrate } from '../server/next-trust-list.ts'

export interface DemonstrationScene extends HostileScene {
  readonly officers: Officers
  readonly tokenFile: string
  /** One round of these acts; what fails is thrown. */
  work(...acts: readonly Act[]): Promise<void>
  /** A case that is paid, of a traveller who stays at this place. */
  paidFor(placeOfStay: string): Promise<Ready>
}

export async function madeScene(t: Test): Promise<DemonstrationScene> {
  const scene = await hostileScene(t)
  await demonstrate(scene)
  const tokenFile = join(t.testdir(), 'authority.token')
  writeFileSync(tokenFile, `${AUTHORITY_TOKEN}\n`)
  const officers = await signOfficersIn({ serverUrl: scene.address.url, tokenFile })
  return {
    ...{ ...scene, officers, tokenFile },
    work: async (...acts) => {
      for (const act of acts) await act({ officers, attempt: (_act, _subject, work) => work() })
    },
    paidFor: async (placeOfStay) => {
      const change = { contact: { phone: '+94 77 123 4567', place_of_stay: placeOfStay } }
      const one = await scene.ready(scene.nimali, change)
      const submitted = await scene.submit(scene.nimali, one)
      if (submitted.status !== 200) throw new Error(submitted.text)
      await payAt((await scene.begin(scene.nimali, one)).body.page)
      await scene.pass(20)
      return one
    },
  }
}
