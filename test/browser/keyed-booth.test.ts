/** A booth whose officers are proven by keys: with the network cut, and for whoever has the wrong one. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { peopleOf, provePerson } from '#evisa/person-proof.ts'
import type { StatedEvent } from '#evisa/person-statement.ts'
import { demoPassport } from '../../fixtures/demo-applications.ts'
import { axeFindings } from './axe.ts'
import { type KeyedBorder, keyedBorder, openBooth } from './keyed-booth.ts'
import { verdictOn, wedge } from './scanner-scene.ts'

const MRZ = demoPassport('N1234567').mrz.join('\n')
const SCREENS = process.env.EVISA_SCREENS

async function begin(page: Page): Promise<void> {
  await page.locator('#checkpoint').selectOption('NQZ')
  await page.getByRole('button', { name: 'Begin with your key' }).click()
}

const isAtWork = (page: Page) => page.locator('main.scan').waitFor()
const cached = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

/** What this booth recorded, as it was signed. */
async function recordsOf(page: Page): Promise<CrossingEvent[]> {
  return page.evaluate(async () => {
    const open = indexedDB.open('evisa-scanner')
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result)
    })
    const all = database.transaction('own_records').objectStore('own_records').getAll()
    const rows = await new Promise<{ jws: string }[]>((resolve) => {
      all.onsuccess = () => resolve(all.result)
    })
    return rows.map(({ jws }) => JSON.parse(atob((jws.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))))
  })
}

async function proves({ people, page: url }: KeyedBorder, event: CrossingEvent | undefined) {
  const origins = [new URL(url).origin]
  const all = peopleOf({ rp_id: 'localhost', origins, officers: people.now })
  const proven = await provePerson(event as StatedEvent, event?.device ?? '', all)
  return proven.ok ? proven.value.badge : proven.error
}

const told = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text }).first().waitFor()

const shot = async (page: Page, name: string) => {
  if (SCREENS !== undefined) await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true })
}

t.test('with the network cut: signing in, an override, the lock, and another officer', async (t) => {
  const border = await keyedBorder(t)
  const { built, network } = border
  const today = civilDateAt(built.clock.now)
  const visa = await built.issue({ valid_from: today, valid_until: addDays(today, 29) })
  const { page, key } = await openBooth(t, border)
  await cached(page)
  t.same(await axeFindings(page), [])
  await shot(page, 'shift')
  await network.cut()
  await key.put('officer')
  await begin(page)
  await isAtWork(page)
  t.match(await page.locator('header .where').textContent(), /KZ-1.*by key/)
  await shot(page, 'scan')
  const [shift] = await recordsOf(page)
  t.match(shift, { action: 'shift', operator: 'KZ-1', checkpoint: 'NQZ', statement: { person: 'p-1' } })
  t.equal(await proves(border, shift), 'KZ-1')

  // No passport was read: second line, unless somebody answers for it.
  await wedge(page, visa.qr_text)
  t.equal(await verdictOn(page), 'refer passport/not-read')
  await page.keyboard.press('o')
  await page.getByLabel('Ground').selectOption('DOCUMENTS_CHECKED')
  await page.getByLabel('What was seen').fill('passport looked at')
  t.equal(await page.getByLabel('Badge of the second person').count(), 0, 'no name is asked for')
  await shot(page, 'override')
  const admit = page.getByRole('button', { name: 'Admit by the supervisor’s key' })
  await admit.click()
  await told(page, 'The second person must be another one.')
  await key.put('other')
  await admit.click()
  await told(page, 'a supervisor is needed')
  await key.put('supervisor', { synced: true })
  await admit.click()
  await told(page, 'can be copied to other devices')
  t.equal((await recordsOf(page)).length, 1, 'nothing was recorded')
  await shot(page, 'override-refused')
  await key.put('supervisor')
  await admit.click()
  await page.getByText('recorded').first().waitFor()
  const [, override, entry] = await recordsOf(page)
  t.match(override, { action: 'override', operator: 'KZ-1', supervisor: 'KZ-2', shift: shift?.id })
  t.equal(await proves(border, override), 'KZ-2')
  t.match(entry, { action: 'entry', override: override?.id, shift: shift?.id, basis: 'offline' })
})

t.test(
  'the lock keeps what was begun, and hides it; the same key goes on, another one is another officer',
  async (t) => {
    const border = await keyedBorder(t)
    const { built, network } = border
    const today = civilDateAt(built.clock.now)
    const issue = () => built.issue({ valid_from: today, valid_until: addDays(today, 29) })
    const [green, half] = [await issue(), await issue()]
    const { page, key } = await openBooth(t, border)
    await cached(page)
    await key.put('officer')
    await begin(page)
    await isAtWork(page)
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
    await page.getByLabel('Lock without a touch after').selectOption('1')
    await page.getByRole('navigation').getByRole('button', { name: 'Scan' }).click()
    await network.cut()
    await wedge(page, MRZ)
    await wedge(page, green.qr_text)
    t.equal(await verdictOn(page), 'clear')
    const lock = page.getByRole('heading', { name: 'Locked' })
    await page.clock.install()
    await lockUp(page)
    await lock.waitFor()
    t.same(await axeFindings(page), [])
    await shot(page, 'lock')
    t.notOk(await page.getByText('PERERA').first().isVisible(), 'nobody is shown')
    await wedge(page, half.qr_text)
    await page.getByRole('button', { name: 'Unlock with your key' }).click()
    await lock.waitFor({ state: 'detached' })
    const first = await recordsOf(page)
    t.match(first, [{ action: 'shift' }, { action: 'unresolved', because: 'locked', shift: first[0]?.id }])
    t.equal(first.length, 2, 'a reader does nothing at a lock, and the same officer begins nothing anew')

    await wedge(page, half.qr_text)
    await page.keyboard.press('o')
    await page.getByLabel('What was seen').fill('half a sentence')
    await lockUp(page)
    await lock.waitFor()
    await page.getByRole('button', { name: 'Unlock with your key' }).click()
    await lock.waitFor({ state: 'detached' })
    t.equal(await page.getByLabel('What was seen').inputValue(), 'half a sentence')

    await lockUp(page)
    await key.put('supervisor')
    await page.getByRole('button', { name: 'KZ-1 lost the key' }).click()
    await lock.waitFor({ state: 'detached' })
    const pass = (await recordsOf(page)).at(-1)
    t.match(pass, { action: 'shift', operator: 'KZ-1', shift: first[0]?.id, statement: { person: 'p-2' } })
    t.equal(await proves(border, pass), 'KZ-2')
    await lockUp(page)
    await page.getByLabel('Your badge').last().fill('KZ-1')
    await page.getByRole('button', { name: 'Go on without a key' }).last().click()
    t.match(await page.locator('header .where').textContent(), /KZ-1.*by key/, 'by the pass')

    await page.reload()
    await lock.waitFor()
    await key.put('other')
    await page.getByRole('button', { name: 'Unlock with your key' }).click()
    await lock.waitFor({ state: 'detached' })
    t.match((await recordsOf(page)).at(-1), { action: 'shift', operator: 'KZ-3' })
    t.match(await page.locator('header .where').textContent(), /KZ-3.*by key/)
  },
)

t.test('a record is taken back late by the key of a supervisor, and by no name', async (t) => {
  const border = await keyedBorder(t)
  const { built, network } = border
  const today = civilDateAt(built.clock.now)
  const visa = await built.issue({ valid_from: today, valid_until: addDays(today, 29) })
  const { page, key } = await openBooth(t, border)
  await cached(page)
  await key.put('officer')
  await begin(page)
  await isAtWork(page)
  await network.cut()
  await page.clock.install()
  await wedge(page, MRZ)
  await wedge(page, visa.qr_text)
  t.equal(await verdictOn(page), 'clear')
  await page.keyboard.press('a')
  await page.getByText('recorded').first().waitFor()
  await page.clock.fastForward('16:00')
  await page.getByRole('button', { name: 'Unlock with your key' }).click()
  await page.getByRole('heading', { name: 'Locked' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Next' }).first().click()
  await page.getByRole('navigation').getByRole('button', { name: 'Records' }).click()
  await page.getByLabel('What was the mistake?').fill('the wrong person')
  t.equal(await page.getByLabel(/Badge of a second person/).count(), 0, 'no name is asked for')
  t.same(await axeFindings(page), [])
  await shot(page, 'late-void')
  const takeBack = page.getByRole('button', { name: 'Take back', exact: true })
  await takeBack.click()
  await told(page, 'The second person must be another one.')
  await key.put('other')
  await takeBack.click()
  await told(page, 'a supervisor is needed')
  t.equal((await recordsOf(page)).length, 2, 'nothing was taken back')
  await key.put('supervisor')
  await takeBack.click()
  await page.getByText('Taken back.').waitFor()
  const [shift, entry, taken] = await recordsOf(page)
  t.match(taken, { action: 'void', voids: entry?.id, operator: 'KZ-1', supervisor: 'KZ-2', shift: shift?.id })
  t.equal(await proves(border, taken), 'KZ-2')
})

t.test('without a list of officers, or past its end, work goes on and is said to be unproven', async (t) => {
  const border = await keyedBorder(t)
  const { built, network } = border
  const today = civilDateAt(built.clock.now)
  const visa = await built.issue({ valid_from: today, valid_until: addDays(today, 29) })
  const { page, key } = await openBooth(t, border)
  await cached(page)
  await network.cut()
  await page.clock.install()
  await page.clock.fastForward(170 * 3_600_000)
  await page.reload()
  await page.getByText('The list of officers here has run out').first().waitFor()
  await page.locator('select#checkpoint').selectOption('NQZ')
  await page.getByLabel('Your badge').fill('KZ-1')
  await page.getByRole('button', { name: 'Go on without a key' }).click()
  await isAtWork(page)
  t.match(await page.locator('header .where').textContent(), /KZ-1.*unproven/)
  await wedge(page, visa.qr_text)
  t.match(await verdictOn(page), /^refer/)
  await page.keyboard.press('o')
  await page.getByText('Nobody can be proven here').waitFor()
  t.equal(await page.getByLabel('Badge of the second person').count(), 1)
  await key.put(null)
})

async function lockUp(page: Page): Promise<void> {
  await page.clock.fastForward('01:05')
}
