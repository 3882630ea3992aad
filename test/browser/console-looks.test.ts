/** Every page of the console in its languages, on a phone and at a desk: axe finds nothing, nothing is cut off, and no page breaks its policy. */
import t from 'tap'
import { LANGUAGES } from '#evisa/language.ts'
import { axeFindings, themeFindings } from './axe.ts'
import { caseOfficer, everyCasePage } from './console-cases.ts'
import { everyOfficePage, madeMoney } from './console-office-pages.ts'
import {
  everyCarrierPage,
  everyDevice,
  everyDevicePage,
  everyKeyPage,
  everyPage,
  everyProposalPage,
  twoAdministrators,
} from './console-pages.ts'
import { type ConsolePerson, consoleTabs, somebody } from './console-tabs.ts'

// Beside everything else on a small machine.
t.setTimeout(1_200_000)
const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  wall: { width: 1920, height: 1080 },
  desk: { width: 1280, height: 900 },
} as const
const NAMED = /Zhanar|Bolat|Aigul|Marat|PERE|[2-9A-Z]{4}-[2-9A-Z]{4}/
const tabs = await consoleTabs(t)
await everyDevice(tabs)
const both = await twoAdministrators(t, tabs)
const money = await madeMoney(t, tabs)
const officer = await caseOfficer(t, tabs, both, 'Marat Omarov')
const operator = await somebody(t, tabs, both, { name: 'Zhanar Olzhas', roles: ['operator'] })
const ofCarrier = { roles: ['carrier-administrator'], carrier: 'KC' }
const all = await somebody(t, tabs, both, { ...ofCarrier, name: 'Zhanar Dana' })
const some = await somebody(t, tabs, both, { ...ofCarrier, name: 'Zhanar Serik', stations: 'ALA GUW' })

for (const language of LANGUAGES)
  t.test(`axe finds nothing in ${language}, and every page is as wide as its screen`, async (t) => {
    const inLanguage = (person: ConsolePerson): ConsolePerson => ({
      ...person,
      go: (path) => person.go(`/${language}/${path}`),
    })
    const [one, two] = [inLanguage(both[0]), inLanguage(both[1])]
    const titles = new Map<string, string>()
    const seen = async (name: string, { page }: ConsolePerson) => {
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport)
        // What axe finds is the same at most widths and in every language; what is too wide is not.
        if (size === 'desk' || (size === 'phone' && language === 'en'))
          t.same(await axeFindings(page), [], `${name}, ${size}`)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        t.ok(wide <= 0, `${name}, ${size}: ${wide} wider than the screen`)
      }
      // Colours are the same in every language.
      if (language === 'en') t.same(await themeFindings(page), [], `${name}, in every theme`)
      t.notMatch(await page.title(), /Zhanar|Bolat|Aigul|Marat|PERE/, `${name}: no name in a title`)
      t.notMatch(withoutIds(page.url()), NAMED, `${name}: nor in an address`)
      titles.set(name, await page.title())
    }
    await everyPage(t, tabs, [one, two], seen, language)
    await everyCasePage(t, tabs, inLanguage(officer), seen)
    await everyDevicePage(tabs, inLanguage(operator), seen)
    await everyOfficePage(inLanguage(operator), money, seen)
    await everyProposalPage(tabs, inLanguage(operator), seen)
    await everyKeyPage(inLanguage(operator), seen)
    await everyCarrierPage([inLanguage(all), inLanguage(some)], seen)
    for (const name of [
      'propose',
      'device-enrol',
      'device-end',
      'carrier-end',
      'payment',
      'payments',
      'audit',
      'verify',
    ])
      t.match(
        titles.get(`${name}-faults`),
        new RegExp(`^[^:]+: ${titles.get(name)}$`),
        'a title tells that something is wrong',
      )
  })

/** An id has groups that could be half of a code; a conflict's has others. */
function withoutIds(url: string): string {
  return url.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id').replace(/\/conflicts\/[^/?]+/, '')
}
