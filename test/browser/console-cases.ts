/** Cases for the console in Chromium: officers with keys of their own, and cases of every kind with pictures of passports. */
import sharp from 'sharp'
import type { Test } from 'tap'
import { NOW } from '../../fixtures/made-world.ts'
import type { Runs } from '../../server/store/steps.ts'
import { keepPicture } from '../desk/console/cases/console-office.ts'
import type { BuildOptions, Built } from '../server/build-app.ts'
import { CONTENT, type KeptCase, keepCase, keepHost } from '../server/cases/case-scene.ts'
import { runsOf } from '../server/cases/made-office.ts'
import { passportPage } from '../server/passport-copies/made-passport.ts'
import { agree, type ConsolePerson, type ConsoleTabs, propose } from './console-tabs.ts'

/** As at work: nothing lets anybody in without a person's signature. */
export const AT_WORK: BuildOptions = { mustSign: true }

/** Somebody who decides cases, registered by both administrators and signed in. */
export async function caseOfficer(
  t: Test,
  tabs: ConsoleTabs,
  [one, two]: readonly [ConsolePerson, ConsolePerson],
  name: string,
  language = 'en',
): Promise<ConsolePerson> {
  const first = await propose(one, { name, roles: ['case-officer'] })
  const second = await agree(two)
  const officer = await tabs.person(t, { language })
  await officer.register(`${first} ${second}`)
  return officer
}

export interface MadeCases {
  readonly runs: Runs
  readonly clean: KeptCase
  /** Differs in its name and its days, with flags, of the same passport and host as others. */
  readonly marked: KeptCase
}

export async function madeCases(t: Test, built: Built): Promise<MadeCases> {
  const runs = runsOf(t, built)
  const host = await keepHost(runs)
  const clean = await keepCase(runs, { host, dueAt: NOW - 3600 })
  const marked = await keepCase(runs, {
    ...{ host, flags: ['refused-before', 'chargeback'], dueAt: NOW + 7200 },
    content: {
      holder: { ...CONTENT.holder, surname: 'PEREIRA' },
      background: {
        ...CONTENT.background,
        refused_before: true,
        explanation: 'A visa of <b>another</b> state, in 2019.',
      },
    },
    invited: { surname: 'PEREIRA', valid_until: '2026-12-18' },
  })
  const jpeg = await sharp(await passportPage())
    .jpeg()
    .toBuffer()
  for (const { reference } of [clean, marked]) await keepPicture(runs, built, reference, jpeg)
  return { runs, clean, marked }
}
