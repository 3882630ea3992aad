import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import { peekReceipt } from '#evisa/receipt-of-check.ts'
import { applicationFor, demoPassport } from '../../fixtures/demo-applications.ts'
import { asTablet } from '../server/store/made-tablet.ts'
import { sqliteRuns } from '../server/store/runs-of.ts'
import { axeFindings } from './axe.ts'
import { chromiumFor, openPage } from './chromium.ts'
import { beginShift, enrolledPage, type ScannerScene, scannerScene, verdictOn, wedge } from './scanner-scene.ts'

const TODAY = civilDateAt(Math.floor(Date.now() / 1000))

/** Some of every kind: by code, by number, exempt, crew, twice, not understood. */
async function listOf(scene: ScannerScene) {
  const [good, other] = [await scene.issue(), await scene.issue()]
  const { number, birthDate } = good.passport
  const born = `19${birthDate.slice(0, 2)}-${birthDate.slice(2, 4)}-${birthDate.slice(4, 6)}`
  const rows = [
    'seat;type;nationality;text;visa_number;passport_number;birth_date;name',
    `1A;;;${good.qr_text};;;;PERERA`,
    `1B;;;;${other.visa_number};${number};${born};X`,
    '1C;;XXD;EV1:123;;;;X',
    '2A;crew;;;;;;X',
    '2B;;KAZ;;;;;X',
    '2C;;neither;;;;;=1+1',
  ]
  return { good, other, csv: rows.join('\r\n') }
}

async function carrierPage(t: Test, scene: ScannerScene): Promise<Page> {
  const page = await enrolledPage(t, await chromiumFor(t, { viewport: { width: 1100, height: 900 } }), scene, 'carrier')
  await beginShift(page, 'carrier')
  await page.locator('header[data-state=online]').waitFor()
  await page.keyboard.press('f')
  await page.getByRole('heading', { name: 'Flights', exact: true }).waitFor()
  return page
}

/** Drops a file onto the page, as a person does. */
async function drop(page: Page, csv: string): Promise<void> {
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'list.csv', { type: 'text/csv' }))
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  }, csv)
  await page.getByText('Rows: 7 =').waitFor()
}

const answersOn = (page: Page) =>
  page
    .locator('table.passengers tbody tr')
    .evaluateAll((rows) =>
      rows.map(
        (row) =>
          `${row.getAttribute('data-row')} ${row.getAttribute('data-outcome')} ${row.getAttribute('data-reason')}`,
      ),
    )

const landing = (day: string, time: string) => `${day}T${time}`

async function save(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
  return readFile(await download.path(), 'utf8')
}

t.test(
  'a list is dropped and answered as it comes; late, watched, saved, and decided here when the network is cut',
  async (t) => {
    const scene = await scannerScene(t)
    const { good, other, csv } = await listOf(scene)
    const page = await carrierPage(t, scene)
    t.same(await axeFindings(page), [], 'an empty screen of flights')
    await drop(page, csv)
    await page.getByText('Columns left aside: name').waitFor()
    await page.locator('form').getByLabel('Flight', { exact: true }).fill('KC 104')
    await page.getByLabel('Scheduled arrival').fill(landing(addDays(TODAY, 1), '22:30'))
    t.same(await axeFindings(page), [], 'a list that waits')
    await page.getByRole('button', { name: 'Check all' }).click()
    await page.locator('main.flight[data-watch=live]').waitFor()
    t.same(await answersOn(page), [
      '4 refer qr/malformed',
      '7 refer row/invalid',
      '2 clear passport/not-read',
      '3 clear passport/not-read',
      '5 not-applicable exempt/crew',
      '6 not-applicable exempt/own-citizen',
    ])
    // As whoever wants to press its last buttons.
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
    t.same(await axeFindings(page), [], 'a checked flight')
    await page.getByRole('button', { name: /OK TO BOARD/ }).click()
    t.equal((await answersOn(page)).length, 2)
    await page.getByRole('button', { name: /^6 all/ }).click()

    const saved = await save(page, 'Save as CSV')
    t.match(saved, /^\ufeffrow,reference,answer/)
    t.match(saved, /2,1A,OK TO BOARD/)
    const receipts = (await save(page, 'Save all receipts'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    t.same(
      receipts.map(({ receipt }) => peekReceipt(receipt)?.signed_by),
      Array.from({ length: 6 }, () => 'authority'),
    )

    await scene.authority('revoke', good.visa_number, '--reason', 'told so by the test')
    await page.locator('tr[data-row="2"][data-outcome=refuse]').waitFor({ timeout: 30_000 })
    t.match(await page.locator('tr[data-row="2"] .was').textContent(), /was: OK TO BOARD/)
    t.match(await page.locator('.news[aria-live=assertive]').textContent(), /CHANGED: row 2 1A DO NOT BOARD/)
    t.equal(await page.locator('tbody tr').first().getAttribute('data-row'), '2', 'exceptions first')

    await page.getByText('Late or diverted').click()
    await page.getByLabel('Scheduled arrival').fill(landing(addDays(TODAY, 30), '00:20'))
    await page.getByRole('button', { name: 'Check all again' }).click()
    await page.getByText(/too far ahead/).waitFor()
    await page.getByLabel('Scheduled arrival').fill(landing(addDays(TODAY, 1), '23:30'))
    await page.getByRole('button', { name: 'Check all again' }).click()
    await page.getByText(`lands ${addDays(TODAY, 1)} 23:30`).waitFor()
    await page.locator('main.flight[data-watch=live]').waitFor()

    await scene.network.cut()
    await page.locator('main.flight[data-watch=not-live]').waitFor({ timeout: 60_000 })
    await page.getByText('Late or diverted').click()
    await page.getByLabel('Scheduled arrival').fill(landing(addDays(TODAY, 1), '23:45'))
    await page.getByRole('button', { name: 'Check all again' }).click()
    await page.locator('main.flight[data-source=device]').waitFor({ timeout: 60_000 })
    await page.getByText('All checked: 6').waitFor({ state: 'attached' })
    t.ok((await answersOn(page)).includes('3 refer row/needs-server'))
    t.ok((await answersOn(page)).includes('2 refuse status/revoked'), 'what the server told is not forgotten')
    t.match(await page.locator('.offline').textContent(), /OFFLINE – decided on this device, data .* old/)
    t.same(await axeFindings(page), [], 'decided here')
    const own = (await save(page, 'Save all receipts'))
      .trim()
      .split('\n')
      .map((line) => peekReceipt(JSON.parse(line).receipt))
    t.same(new Set(own.map((one) => one?.signed_by)), new Set(['device']))
    t.match(own[0]?.outage, /cannot be reached/)

    await page.getByRole('button', { name: 'Sheet to print' }).click()
    await page.getByRole('heading', { name: 'Sheet for checking by hand' }).waitFor()
    t.equal(await page.locator('.sheet tbody tr').count(), 6)
    t.same(await axeFindings(page), [], 'the sheet')
    await page.getByRole('button', { name: 'Close the sheet' }).click()

    await scene.network.restore()
    await page.getByRole('button', { name: 'Send it to the server' }).click()
    await page.locator('main.flight[data-source=server]').waitFor()
    await page.getByText(`lands ${addDays(TODAY, 1)} 23:45`).waitFor()
    await page.locator('tr[data-row="3"][data-outcome=clear]').waitFor()
    await page.getByRole('button', { name: 'All flights' }).click()
    await page.getByRole('button', { name: /^KC104 · NQZ/ }).waitFor()
    t.equal(await page.locator('.kept-flights li').count(), 1, 'one flight, however often it was sent')
    await page.getByRole('button', { name: /^KC104 · NQZ/ }).click()
    await page.locator('main.flight[data-watch=live]').waitFor()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('button', { name: 'Yes, remove' }).click()
    await page.getByText('None yet.').waitFor()
    t.ok(other.visa_number)
  },
)

/** An e-visa whose last day is tomorrow. */
async function issueUntilTomorrow({ folder, authority }: ScannerScene): Promise<string> {
  const terms = {
    category: 'B12',
    entries: 1,
    valid_from: TODAY,
    valid_until: addDays(TODAY, 1),
    stay_days: 2,
  } as const
  const file = join(folder, 'short.json')
  await writeFile(file, JSON.stringify(applicationFor(demoPassport('N1234567'), 'SHORT-1', terms)))
  return (await authority('issue', file)).qr_text
}

t.test(
  'a delay over midnight, without any network: decided here again, and each receipt verifies on the public page',
  async (t) => {
    const scene = await scannerScene(t)
    const text = await issueUntilTomorrow(scene)
    const page = await carrierPage(t, scene)
    await scene.network.cut()
    await page.getByText('Paste rows instead').click()
    await page.getByLabel('Rows with a heading').fill(`ref\ttext\n12A\t${text}\n12B\tnonsense\n`)
    await page.getByRole('button', { name: 'Take these rows' }).click()
    await page
      .locator('form')
      .getByLabel('Scheduled arrival')
      .fill(landing(addDays(TODAY, 1), '23:30'))
    await page.getByRole('button', { name: 'Check all' }).click()
    await page.getByText('All checked: 2').waitFor({ state: 'attached', timeout: 60_000 })
    t.same(await answersOn(page), ['3 refer qr/not-an-evisa', '2 clear passport/not-read'])
    await page.getByText('Late or diverted').click()
    await page.getByLabel('Scheduled arrival').fill(landing(addDays(TODAY, 2), '00:20'))
    await page.getByRole('button', { name: 'Check all again' }).click()
    await page.locator('tr[data-row="2"][data-reason="dates/expired"]').waitFor()
    t.match(await page.locator('tr[data-row="2"] .was').textContent(), /was: OK TO BOARD/)
    t.equal(await page.locator('tr[data-row="3"] .was').count(), 0)

    const saved = await save(page, 'Save all receipts')
    await page.getByRole('button', { name: 'Receipt of row 2 12A' }).click()
    await page.getByRole('heading', { name: 'Receipt' }).waitFor()
    await page.locator('svg.qr').waitFor()
    t.match(await page.locator('main.receipt').textContent(), /DO NOT BOARD.*dates\/expired.*KC104/s)
    t.same(await axeFindings(page), [], 'a receipt')
    t.match(await save(page, 'Save'), /^\{"receipt":"ey[^"]+","salt":"[^"]+"\}\n$/)
    await page.keyboard.press('Escape')
    await page.locator('main.flight').waitFor()

    await page.getByRole('navigation').getByRole('button', { name: 'Scan', exact: true }).click()
    await wedge(page, text)
    t.match(await verdictOn(page), /^(clear|refuse)/)
    await page.keyboard.press('q')
    await page.locator('main.receipt').waitFor()
    const single = await save(page, 'Save')
    await page.keyboard.press('Escape')
    await page.locator('main.verdict').waitFor()

    await scene.network.restore()
    const check = await openPage(t, await chromiumFor(t), `${scene.address}/Q`)
    await check.getByText('Check a receipt').click()
    t.same(await axeFindings(check), [], 'the public page')
    const give = (name: string, file: string) =>
      check
        .getByLabel('Choose receipts')
        .setInputFiles({ name, mimeType: 'application/jsonl', buffer: Buffer.from(file) })
    await give('receipts.jsonl', saved + single)
    await check.getByRole('heading', { name: "ONLY A SCANNER'S WORD", exact: true }).waitFor()
    t.match(await check.locator('main').textContent(), /Only a scanner's word: 3 of 3/)
    t.match(
      await check.locator('[data-line="1"]').textContent(),
      /Proven.*published.*own word.*DO NOT BOARD.*not reached/s,
    )
    t.same(await axeFindings(check), [], 'receipts of a device')
    await check.getByLabel('Passport').fill('N1234567')
    await check.getByRole('button', { name: 'Compare' }).click()
    await check.getByText('About this document: 0').waitFor()
    await check.getByRole('button', { name: 'Back' }).click()

    const [first = ''] = saved.split('\n')
    const { receipt, salt } = JSON.parse(first)
    const [header, payload, signature] = receipt.split('.')
    const said = Buffer.from(payload, 'base64url').toString().replace('"refuse"', '"clear"')
    const changed = [header, Buffer.from(said).toString('base64url'), signature].join('.')
    await check.getByText('Check a receipt').click()
    await check.getByLabel('Text of the receipt').fill(`${first}\n${JSON.stringify({ receipt: changed, salt })}`)
    await check.getByRole('button', { name: 'Check receipts' }).click()
    await check.getByRole('heading', { name: 'NOT GENUINE' }).waitFor()
    t.match(await check.locator('[data-line="2"]').textContent(), /changed after it was signed.*artefact\/signature/s)
    t.same(await axeFindings(check), [], 'a receipt that was changed')
    const scanned = await openPage(t, await chromiumFor(t), `${scene.address}/Q#${receipt}`)
    await scanned.getByRole('heading', { name: "ONLY A SCANNER'S WORD", exact: true }).waitFor()
    t.equal(scanned.url(), `${scene.address}/Q`)
  },
)

t.test(
  "a tablet that administered the others before makes a code and ends another scanner's access, and says until when",
  async (t) => {
    const scene = await scannerScene(t)
    await scene.authority('carriers', 'set', 'KC', '--name', 'Air Astana', '--devices', '3')
    const { code } = await scene.authority('enrol', 'carrier', '--carrier', 'KC')
    const page = await enrolledPage(t, await chromiumFor(t), { ...scene, enrolmentCode: async () => code }, 'carrier')
    await beginShift(page, 'carrier')
    const [tablet] = (await scene.authority('devices')).devices.filter(
      ({ carrier }: { carrier: string }) => carrier === 'KC',
    )
    const runs = sqliteRuns(t, join(scene.folder, 'authority'))
    await asTablet(runs, tablet.id, Date.UTC(2099, 0) / 1000)
    await page.reload()
    await page.getByRole('navigation').getByRole('button', { name: 'Scanners' }).click()
    await page.getByText(/Administrators are people now.*until 2099-01-01/).waitFor()
    await page.getByText('At work: 1').waitFor()
    await page.getByRole('button', { name: 'Make a code' }).click()
    await page.locator('.made-code svg.qr').waitFor()
    const made = (await page.locator('.made-code code').textContent()) ?? ''
    t.same(await axeFindings(page), [], 'a code')
    await enrolledPage(t, await chromiumFor(t), { ...scene, enrolmentCode: async () => made }, 'carrier', 'Gate 2')
    await page.getByRole('navigation').getByRole('button', { name: 'Scan', exact: true }).click()
    await page.getByRole('navigation').getByRole('button', { name: 'Scanners' }).click()
    await page.getByRole('button', { name: 'Revoke Gate 2' }).click()
    t.same(await axeFindings(page), [], 'a question')
    await page.getByRole('button', { name: 'Yes, end its access' }).click()
    await page.getByText('At work: 1').waitFor()
    await page.getByText('Revoked: 1').waitFor()
    await asTablet(runs, tablet.id, 1)
    await page.getByRole('button', { name: 'Make a code' }).click()
    await page.getByText('This scanner administers the others no more.').waitFor()
  },
)
