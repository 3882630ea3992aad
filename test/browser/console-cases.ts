/** Cases for the console in Chromium: officers with keys of their own, and cases of every kind with pictures of passports. */
import sharp from 'sharp'
import type { Test } from 'tap'
import { NOW } from '../../fixtures/made-world.ts'
import { keepPicture } from '../desk/console/cases/console-office.ts'
import type { BuildOptions, Built } from '../server/build-app.ts'
import { CONTENT, type KeptCase, keepCase, keepHost } from '../server/cases/case-scene.ts'
import { issueAll, runsOf } from '../server/cases/made-office.ts'
import { passportPage } from '../server/passport-copies/made-passport.ts'
import type { SeenPage } from './console-pages.ts'
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
  readonly clean: KeptCase
  /** Differs in its name and its days, has flags, and is of the passport and the host of others. */
  readonly marked: KeptCase
}

/** A clean case that is overdue and a marked one, each with a picture. */
export async function madeCases(t: Test, built: Built): Promise<MadeCases> {
  const runs = runsOf(t, built)
  const host = await keepHost(runs)
  const clean = await keepCase(runs, { host, dueAt: NOW - 3600 })
  const background = { ...CONTENT.background, refused_before: true, explanation: 'Of <b>another</b> state, in 2019.' }
  const marked = await keepCase(runs, {
    ...{ host, flags: ['refused-before', 'chargeback'], dueAt: NOW + 7200 },
    content: { holder: { ...CONTENT.holder, surname: 'PEREIRA' }, background },
    invited: { surname: 'PEREIRA', valid_until: '2026-12-18' },
  })
  const jpeg = await sharp(await passportPage())
    .jpeg()
    .toBuffer()
  for (const { reference } of [clean, marked]) await keepPicture(runs, built, reference, jpeg)
  return { clean, marked }
}

/** Every page about cases, as an officer comes to them; `seen` is told of each. */
export async function everyCasePage(t: Test, tabs: ConsoleTabs, officer: ConsolePerson, seen: SeenPage): Promise<void> {
  const { page } = officer
  const { built, place } = tabs
  const at = (name: string) => seen(name, officer)
  const on = (path: string | RegExp, press: () => Promise<void>) => Promise.all([page.waitForURL(path), press()])
  await officer.go('cases?state=refused')
  await at('queue-empty')
  const { clean, marked } = await madeCases(t, built)
  await officer.go('')
  await at('home-of-officer')
  await officer.go('cases')
  await at('queue')
  await officer.go(`cases/${marked.reference}`)
  await at('case-of-nobody')
  await on(/#main-content$/, () => page.locator('#take').click())
  await page.locator('details').last().locator('summary').click()
  await page.locator('details').first().locator('summary').click()
  await at('case-marked')
  await officer.press(await page.locator('main .govuk-button--warning').innerText())
  await at('case-faults')
  await officer.go(`cases/${clean.reference}`)
  await on(/#main-content$/, () => page.locator('#take').click())
  await at('case-clean')
  await on(/signing/, () => page.locator('#clear').click())
  await at('case-signing')
  await on(/done=cleared/, () => page.locator('#key').click())
  await at('queue-done')
  await officer.go('search')
  await page.fill('#text', 'p')
  await officer.press(await page.locator('#form .govuk-button').last().innerText())
  await at('search-faults')
  await page.fill('#text', 'sanduni perera')
  await officer.press(await page.locator('#form .govuk-button').last().innerText())
  await page.locator('.site-card').first().waitFor()
  await at('search')
  await issueAll(built, { mustSign: true, keyPlace: place })
  const asked = { holder: { surname: 'PERERRA' }, passport: { number: 'N7654321' } }
  const owned = { reference: clean.reference, account: clean.account }
  const correction = { id: `c-${clean.reference}`, asked, reason: 'a typo of mine' }
  await built.store.askCorrection(owned, correction, { actor: `applicant/${clean.account}`, at: built.clock.now })
  await officer.go(`cases/${clean.reference}`)
  await at('case-correction')
}
