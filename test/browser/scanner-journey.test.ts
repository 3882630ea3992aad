import t from 'tap'
import { chromiumFor } from './chromium.ts'
import { beginShift, enrolledPage, scannerScene, verdictOn, wedge } from './scanner-scene.ts'

t.test('a booth admits online, goes on when the network is cut, survives a reload, and hands in', async (t) => {
  const scene = await scannerScene(t)
  const visas = [await scene.issue(), await scene.issue({ entries: 2 })] as const
  const context = await chromiumFor(t)
  const page = await enrolledPage(t, context, scene, 'border', 'Booth 7')
  await beginShift(page, 'border')
  await page.locator('header[data-state=online]').waitFor()

  await wedge(page, visas[0].qr_text)
  t.equal(await verdictOn(page), 'refer passport/not-read')
  await page.keyboard.press('Escape')
  await page.locator('main.scan').getByRole('button', { name: 'Passport' }).click()
  await page.getByRole('button', { name: 'It has no such lines' }).click()
  await page.getByText('The passport was read').waitFor()
  await wedge(page, visas[0].qr_text)
  t.equal(await verdictOn(page), 'refer passport/by-eye')
  await wedge(page, visas[0].mrz)
  await page.locator('main.verdict.clear').waitFor()
  await page.keyboard.press('a')
  await page.getByRole('heading', { name: 'ADMITTED' }).waitFor()
  t.match(await page.locator('.instruction').textContent(), /authority has the record/)
  t.match(await page.locator('.terms').textContent(), /1 of 1 used/, 'what is shown is what stands now')
  t.match(await page.locator('.crossings').textContent(), /Entry · NQZ/)
  await page.keyboard.press('Enter')
  await page.locator('main.scan').waitFor()

  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await scene.network.cut()
  await page.reload()
  await page.locator('main.scan').waitFor()
  await page.locator('header[data-state=offline]').waitFor()
  await wedge(page, `${visas[1].mrz}`)
  await page.getByText('The passport was read').waitFor()
  await wedge(page, visas[1].qr_text)
  t.equal(await verdictOn(page), 'clear')
  t.match(await page.locator('.why .data').textContent(), /Decided offline/)
  await page.keyboard.press('a')
  await page.getByRole('heading', { name: 'ADMITTED' }).waitFor()
  t.match(await page.locator('.instruction').textContent(), /Recorded here/)
  t.equal(await page.locator('.unsent').textContent(), 'Unsent: 1')

  await page.reload()
  await page.locator('main.scan').waitFor()
  await page.getByText('Unsent: 1').waitFor()
  await scene.network.restore()
  await page.getByText('Unsent: 0').waitFor({ timeout: 60_000 })
  await page.locator('header[data-state=online]').waitFor()
  for (const visa of visas) {
    const shown = await scene.authority('show', visa.visa_number)
    t.equal(shown.entries_used, 1, visa.visa_number)
  }

  await wedge(page, visas[0].qr_text)
  t.match(await verdictOn(page), /refer entries\/repeated|refer passport\/not-read/)
  await page.keyboard.press('Escape')
  await scene.authority('revoke', visas[1].visa_number, '--reason', 'told so by the test')
  await wedge(page, visas[1].mrz)
  await wedge(page, visas[1].qr_text)
  t.match(await verdictOn(page), /^refuse status\/revoked/)
})

t.test('what the authority has to look at stands under Records until it was reviewed', async (t) => {
  const scene = await scannerScene(t)
  const visa = await scene.issue()
  const page = await enrolledPage(t, await chromiumFor(t), scene, 'border')
  await beginShift(page, 'border')
  await wedge(page, visa.qr_text)
  t.equal(await verdictOn(page), 'refer passport/not-read')
  await page.keyboard.press('o')
  const form = page.locator('form.override')
  await form.getByLabel('Ground').selectOption('DOCUMENTS_CHECKED')
  await form.getByLabel('What was seen').fill('the passport, by eye')
  await form.getByLabel('Badge of the second person').fill('KZ-2')
  await form.getByRole('button', { name: 'Admit by override' }).click()
  await page.getByRole('heading', { name: 'ADMITTED' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').getByRole('button', { name: 'Records' }).click()
  await page.getByRole('button', { name: 'Hand in now' }).click()
  const conflict = page.locator('.conflicts > li[data-kind=override]')
  await conflict.getByText('A second person answered for an entry.').waitFor()
  t.match(await conflict.textContent(), /Entry · NQZ|Override · NQZ/)
  const { conflicts } = await scene.authority('conflicts')
  await scene.authority('review', conflicts[0].id, '--close', '--reason', 'looked at')
  await page.getByRole('button', { name: 'Hand in now' }).click()
  await conflict.waitFor({ state: 'detached' })
})

t.test(
  'a gate: a boarding pass, a good e-visa, one that expires before the landing; nothing of a person is kept',
  async (t) => {
    const scene = await scannerScene(t)
    const visa = await scene.issue()
    const context = await chromiumFor(t)
    const page = await enrolledPage(t, context, scene, 'carrier')
    await beginShift(page, 'carrier')
    await wedge(page, 'M1PERERA/NIMALI       EABC123 FRANQZLH 0104 326Y012A0025 100')
    t.equal(await verdictOn(page), 'refer qr/not-an-evisa')
    await wedge(page, visa.qr_text)
    await page.getByRole('heading', { name: 'OK TO BOARD' }).waitFor()
    t.notMatch(await page.locator('body').textContent(), /Entries|Crossings/i)
    await page.keyboard.press('Enter')
    await page.locator('main.scan').waitFor()
    const stored = await page.evaluate(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
      const texts: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)]
      for (const name of names) {
        const database = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open(name)
          request.onsuccess = () => resolve(request.result)
        })
        for (const store of database.objectStoreNames) {
          const values = await new Promise<unknown[]>((resolve) => {
            const request = database.transaction(store).objectStore(store).getAll()
            request.onsuccess = () => resolve(request.result)
          })
          texts.push(JSON.stringify(values))
        }
        database.close()
      }
      return texts.join('\n')
    })
    t.match(stored, /evisa-trust|root\/pinned/, 'the data is there')
    for (const personal of [visa.passport.surname, visa.passport.number, visa.passport.birthDate]) {
      t.notMatch(stored, new RegExp(personal), `${personal} is not`)
    }
  },
)
