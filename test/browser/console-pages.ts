/** Every page of the console in one language, as two administrators come to them; `seen` is told of each. */
import type { Test } from 'tap'
import { refusalNumber } from '#evisa/refusal/refusal-number.ts'
import { heldRecord, usedTwice } from '../desk/console/conflicts/border-scene.ts'
import { entryOf, exitOf, refusalOf, unprovenReferral } from '../made-device.ts'
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
  await borderPages(tabs, two, seen)
  await two.go('nothing-here')
  await at('not-there', two)
}

/** The pages of devices and airlines, as an operator comes to them. */
export async function everyDevicePage({ built }: ConsoleTabs, operator: ConsolePerson, seen: SeenPage): Promise<void> {
  const at = async (path: string, name: string) => {
    await operator.go(path)
    await seen(name, operator)
  }
  await at('devices', 'devices')
  await at('devices?state=ended', 'devices-ended')
  await at('devices?named=nothing', 'devices-none')
  const found = (await built.store.listDevices()).filter(({ revokedAt }) => revokedAt === null)
  const booth = found.find(({ role, report }) => role === 'border' && (report?.unsent ?? 0) > 0)
  await at(`devices/${booth?.id}`, 'device-end')
  await operator.press()
  await seen('device-end-faults', operator)
  await at(`devices/${found.find(({ role }) => role === 'console')?.id}`, 'console-end')
  await at('devices/new', 'device-enrol')
  await operator.press()
  await seen('device-enrol-faults', operator)
  await operator.page.check('[name=role][value=border]')
  await operator.press()
  await seen('device-code', operator)
  await operator.go('devices/new')
  await operator.page.check('[name=role][value=portal]')
  await operator.press()
  await seen('face-code', operator)
  await at('devices/airlines', 'airlines')
  await at('devices/airlines/KC', 'airline')
  await at('devices/airlines/new', 'airline-new')
  await operator.press()
  await seen('airline-faults', operator)
}

/** What two people decide, as an operator comes to it; nothing is signed. */
export async function everyProposalPage(
  { built }: ConsoleTabs,
  operator: ConsolePerson,
  seen: SeenPage,
): Promise<void> {
  const [proposer, number] = [await built.operator('Zhanar K'), (await built.issue()).visa_number]
  const sent = { status: 'revoked', visa_numbers: [number], reason: 'stolen' }
  const { id } = (await proposer('POST', '/v1/proposals/status', sent)).body
  await operator.go('proposals')
  await seen('proposals', operator)
  await operator.go(`proposals/${id}`)
  await seen('proposal', operator)
  await operator.go('proposals/status')
  await seen('proposal-status', operator)
  await operator.press()
  await seen('proposal-status-faults', operator)
}

/** The keys, and what is to be done with them. */
export async function everyKeyPage(operator: ConsolePerson, seen: SeenPage): Promise<void> {
  for (const path of ['keys', 'keys/visa', 'keys/root', 'keys/stolen', 'keys/rehearsal']) {
    await operator.go(path)
    await seen(path, operator)
  }
}

/** Those of an airline, as its administrators come to them: one of all stations, and one of some. */
export async function everyCarrierPage(
  [all, some]: readonly [ConsolePerson, ConsolePerson],
  seen: SeenPage,
): Promise<void> {
  await all.go('carrier')
  await seen('carrier', all)
  await all.page.fill('#station', 'NQZ')
  await all.press()
  await seen('carrier-code', all)
  await all.go('carrier')
  await all.page.locator('table a').first().click()
  await all.page.waitForLoadState()
  await seen('carrier-end', all)
  await all.press()
  await seen('carrier-end-faults', all)
  await all.go('people')
  await seen('carrier-people', all)
  await all.go('people/new')
  await seen('carrier-propose', all)
  await some.go('carrier')
  await seen('carrier-some', some)
  await some.press()
  await seen('carrier-some-faults', some)
}

/** Devices in every state that their list tells of, and two airlines. It takes 19 hours: before anybody signs in. */
export async function everyDevice({ built }: ConsoleTabs): Promise<void> {
  const { authority, enrol, clock } = built
  for (const [id, name, limit] of [
    ['KC', 'Air Astana', 90],
    ['DV', 'SCAT Airlines, Public Company', 1],
  ] as const)
    await authority('PUT', `/v1/carriers/${id}`, { name, device_limit: limit })
  const number = (await built.issue()).claims.jti
  const told = async (role: 'carrier' | 'border', change: object, membership: object = {}) => {
    const device = await enrol(role, membership)
    if (role === 'border') await device.handIn(entryOf(number, { at: clock.now }), exitOf(number, { at: clock.now }))
    const report = { unsent: 0, head_seq: 2, data_as_of: clock.now - 60, ledger_as_of: clock.now - 60, wire: 2 }
    await device.call('PUT', `/v1/devices/${device.id}/report`, { ...report, ...change })
    return device.id
  }
  await told('border', { head_seq: 7, unsent: 5 })
  await told('carrier', {}, { carrier: 'KC', station: 'ALA' })
  clock.now += 19 * 3600
  await told('border', { head_seq: 1 })
  await told('border', { head_seq: 5, unsent: 1 })
  await told('border', { ledger_as_of: clock.now - 70 * 3600 })
  await told('carrier', { wire: 1 }, { carrier: 'KC', station: 'NQZ' })
  await told('carrier', {}, { carrier: 'DV', station: 'CIT', tablet: true })
  await told('carrier', {}, { carrier: 'KC' })
  const gone = await told('border', { head_seq: 9, unsent: 7 })
  await authority('DELETE', `/v1/devices/${gone}?reason=lost`)
}

/** What happened at the border, by whoever reviews it: all is closed in the end. */
async function borderPages({ built }: ConsoleTabs, two: ConsolePerson, seen: SeenPage): Promise<void> {
  const at = (name: string) => seen(name, two)
  const list = async (query: string) => {
    await two.go(`conflicts?${query}`)
    await two.page.locator('.site-rows a').first().click()
    await two.page.waitForLoadState()
  }
  await usedTwice(built, 'KZ-1')
  await heldRecord(built)
  const refusal = refusalOf((await built.issue()).visa_number, { operator: 'KZ-1', flight: 'KC104' })
  await (await built.enrol('border')).handIn(refusal, unprovenReferral({ operator: 'KZ-1' }))
  await two.go('conflicts')
  await at('conflicts')
  await list('kind=revoked-device')
  await at('conflict-held')
  await list('kind=over-use')
  await at('conflict')
  await two.page.locator('main a[href$="/day"]').click()
  await two.page.waitForLoadState()
  await at('conflict-day')
  await two.page.goBack()
  await two.press()
  await at('conflict-faults')
  await two.page.fill('#reason', 'a twin sister')
  await two.press()
  await at('conflict-sure')
  await two.press()
  await at('conflict-closed')
  await two.go('conflicts?state=closed')
  await at('conflicts-closed')
  await two.go('referrals')
  await at('referrals')
  await two.go('refusals')
  await two.press()
  await at('refusal-faults')
  await two.page.fill('#number', refusalNumber(refusal.id))
  await two.press()
  await at('refusal')
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
