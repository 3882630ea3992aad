/** Every page of the console in one language, as two administrators come to them; `seen` is told of each. */
import type { Test } from 'tap'
import { type ConsolePerson, type ConsoleTabs, propose } from './console-tabs.ts'

export type SeenPage = (name: string, at: ConsolePerson) => Promise<void>

/** `one` and `two` are administrators in this language; every proposal that is made is decided. */
export async function everyPage(
  t: Test,
  tabs: ConsoleTabs,
  [one, two]: readonly [ConsolePerson, ConsolePerson],
  seen: SeenPage,
  language: string,
): Promise<void> {
  const at = async (name: string, person = one) => seen(name, person)
  const stranger = await tabs.person(t, { language, key: null })
  await stranger.go('sign-in')
  await at('sign-in', stranger)
  await stranger.go('register')
  await at('register', stranger)
  await stranger.page.fill('#code', 'AAAA')
  await stranger.page.locator('#key').click()
  await stranger.page.locator('form [role=alert]:not([hidden])').waitFor()
  await at('register-refused', stranger)
  await one.go('people/new')
  await at('propose')
  await one.press()
  await one.page.fill('#reason', 'works here')
  await one.press()
  await at('propose-faults')
  const name = `Zhanar-${language}`
  await propose(one, { name, roles: ['border-officer', 'border-supervisor', 'case-officer'], badge: `KZ-${language}` })
  await at('code-first')
  await one.go('')
  await at('home-proposed')
  await two.go('')
  await at('home', two)
  await two.press()
  await at('signing', two)
  await two.press()
  await at('code-second', two)
  await two.go('people')
  await at('people', two)
  await two.page.locator('table a', { hasText: name }).click()
  await two.page.waitForLoadState()
  await at('person', two)
  await two.go('second-looks')
  await at('second-looks', two)
  await two.go('me')
  await at('own', two)
  await two.go('me/key')
  await at('another-key', two)
  await two.go('signing/none')
  await at('not-signed', two)
  await two.go('nothing-here')
  await at('not-there', two)
}

/** Two administrators, each in windows of this language. */
export async function twoAdministrators(t: Test, tabs: ConsoleTabs): Promise<readonly [ConsolePerson, ConsolePerson]> {
  const { built, person } = tabs
  const [one, two] = [await person(t), await person(t)]
  await one.register((await built.authority('POST', '/v1/administrators', { name: 'Aigul Bekova' })).body.code)
  const half = await propose(one, { name: 'Bolat Serikuly', roles: ['administrator', 'supervisor'] })
  const { changes } = (await built.authority('GET', '/v1/person-changes')).body
  const agreed = await built.authority('POST', `/v1/person-changes/${changes[0].id}/approval`)
  await two.register(`${half}-${agreed.body.invite.half}`)
  return [one, two]
}
