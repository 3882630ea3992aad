/**
 * The journeys of gate, booth and public page in other engines than Chromium, with their storage on disk. Run by
 * `npm run test:browsers`, not by `npm test`: it needs Debian's packages, and ends with 3 and their names where they are not there.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { localTime } from '../../../scanner-client/pwa/scanning/shift.ts'
import { qrPng } from '../../../server/visa-document/qr-picture.ts'
import { type ScannerScene, scannerScene } from '../scanner-scene.ts'
import { firefox } from './firefox.ts'
import { standInFront } from './newer-server.ts'
import type { Engine, OtherBrowser, OtherTab } from './other-browser.ts'
import { type Person, personAt } from './person.ts'
import { webkit } from './webkit.ts'

// Each waits for a browser, a server and the programs of an authority.
t.setTimeout(1_800_000)

const MISSING = 3
const ENGINES = [firefox, webkit] as const

const missing = (await Promise.all(ENGINES.map((engine) => engine.missing()))).flat()
if (missing.length > 0) {
  process.stderr.write(`other browsers are not all here; on Debian: apt-get install -y ${missing.join(' ')}\n`)
  process.exit(MISSING)
}

/** A browser for the length of a test; `again` ends it and starts it with what it stored. */
async function browserFor(t: Test, engine: Engine) {
  const profile = await mkdtemp(join(tmpdir(), 'evisa-other-browser-'))
  let browser = await engine.start(profile)
  t.teardown(async () => {
    await browser.close()
    // What it left running may still write.
    await rm(profile, { recursive: true, force: true, maxRetries: 10 })
  })
  t.comment(`${engine.name} ${browser.version}`)
  return {
    now: () => browser,
    again: async (): Promise<OtherBrowser> => {
      await browser.close()
      browser = await engine.start(profile)
      return browser
    },
  }
}

interface Enrolled {
  readonly tab: OtherTab
  readonly person: Person
}

async function enrolled(scene: ScannerScene, browser: OtherBrowser, role: 'carrier' | 'border'): Promise<Enrolled> {
  const tab = await browser.open(scene.page)
  const person = personAt(tab)
  await person.fillsIn('Enrolment code', await scene.enrolmentCode(role))
  await person.presses('Enrol')
  // The places to choose from come with the first sync.
  await person.finds('select#checkpoint')
  await person.fillsIn(role === 'carrier' ? 'Airport' : 'Checkpoint', 'NQZ')
  if (role === 'carrier') {
    await person.fillsIn('Flight', 'KC104')
    await person.fillsIn('Scheduled arrival', localTime(Math.floor(Date.now() / 1000) + 5 * 3600))
  }
  await person.fillsIn('Your badge', 'KZ-1')
  await person.presses('Begin')
  await person.finds('main.scan')
  await person.finds('header[data-state=online]')
  return { tab, person }
}

async function admits(
  t: Test,
  person: Person,
  visa: { readonly mrz: string; readonly qr_text: string },
): Promise<void> {
  t.equal(await person.reads(visa.mrz, visa.qr_text), 'clear')
  await person.key('a')
  await person.sees('ADMITTED')
}

/** Until the page may be loaded without a network. */
async function isInstalled(person: Person): Promise<void> {
  await person.inPage(() => navigator.serviceWorker.ready.then(() => true))
}

for (const engine of ENGINES) {
  t.test(`${engine.name}: a booth, online, offline, started again, and handed in`, async (t) => {
    const scene = await scannerScene(t)
    const visas = [await scene.issue(), await scene.issue({ entries: 2 })] as const
    const browser = await browserFor(t, engine)
    const { tab, person } = await enrolled(scene, browser.now(), 'border')
    await admits(t, person, visas[0])
    await person.sees('authority has the record')
    await person.key('Enter')
    await isInstalled(person)

    await scene.network.cut()
    await tab.reload()
    await person.finds('header[data-state=offline]')
    await admits(t, person, visas[1])
    await person.sees('Unsent: 1')

    const again = personAt(await (await browser.again()).open(scene.page))
    await again.finds('main.scan')
    await again.sees('Unsent: 1')
    t.match(await again.reads(visas[0].mrz, visas[0].qr_text), /^(refuse entries\/used-up|refer entries\/repeated)$/)
    await again.key('Escape')
    await scene.network.restore()
    await again.sees('Unsent: 0')
    await again.finds('header[data-state=online]')
    for (const { visa_number } of visas) t.equal((await scene.authority('show', visa_number)).entries_used, 1)
    await scene.authority('revoke', visas[1].visa_number, '--reason', 'told so by the test')
    t.match(await again.reads(visas[1].mrz, visas[1].qr_text), /^refuse status\/revoked/)
  })

  t.test(`${engine.name}: a gate, its camera, a picture, offline and back`, async (t) => {
    const scene = await scannerScene(t)
    const visa = await scene.issue()
    const browser = await browserFor(t, engine)
    const { tab, person } = await enrolled(scene, browser.now(), 'carrier')
    await person.inPage(
      () =>
        new Promise<boolean>((resolve) => {
          const look = () =>
            (document.querySelector('video')?.currentTime ?? 0) > 0 ? resolve(true) : setTimeout(look, 50)
          look()
        }),
    )
    t.equal(await person.reads(visa.qr_text), 'clear passport/not-read')
    await person.key('Enter')
    await person.givesPicture(await qrPng(visa.qr_text, true))
    await person.finds('main.verdict.clear')
    await person.key('Enter')
    await isInstalled(person)
    await scene.network.cut()
    await tab.reload()
    await person.finds('header[data-state=offline]')
    t.equal(await person.reads(visa.qr_text), 'clear passport/not-read')
    await person.sees('Decided offline')
    await person.key('Enter')
    await scene.network.restore()
    await person.finds('header[data-state=online]')
  })

  t.test(`${engine.name}: the settings say how it stands with the storage`, async (t) => {
    const scene = await scannerScene(t)
    const browser = await browserFor(t, engine)
    const { person } = await enrolled(scene, browser.now(), 'border')
    await person.presses('Settings')
    await person.finds('main.form dl')
    t.match(await person.inPage(() => document.querySelector('main.form dl')?.textContent), /promise/)
  })

  t.test(
    `${engine.name}: the public page, by its address, by a picture that is dropped, and without a network`,
    async (t) => {
      const scene = await scannerScene(t)
      const visa = await scene.issue()
      const browser = await browserFor(t, engine)
      const digits = visa.qr_text.replace(/^\D*1?:/, '')
      const tab = await browser.now().open(`${scene.address}/Q#${digits}`)
      const person = personAt(tab)
      await person.finds('section.standing[data-standing=genuine]')
      await tab.reload()
      await person.finds('#digits')
      await person.inPage(
        (bytes) => {
          const dataTransfer = new DataTransfer()
          dataTransfer.items.add(new File([Uint8Array.from(bytes)], 'visa.png', { type: 'image/png' }))
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
        },
        [...(await qrPng(visa.qr_text, true))],
      )
      await person.finds('section.standing[data-standing=genuine]')
      await scene.network.cut()
      await person.presses('Check another e-visa')
      await person.fillsIn('Digits or address of the code', digits)
      await person.presses('Check')
      await person.finds('section.fault[data-fault=network]')
      await scene.network.restore()
      await person.presses('Try again')
      await person.finds('section.standing[data-standing=genuine]')
    },
  )

  t.test(`${engine.name}: two tabs, of which one works`, async (t) => {
    const scene = await scannerScene(t)
    const browser = await browserFor(t, engine)
    const { person } = await enrolled(scene, browser.now(), 'border')
    const otherTab = await browser.now().open(scene.page)
    const other = personAt(otherTab)
    await other.sees('open in another tab')
    await other.presses('Use it here')
    await other.finds('main.scan')
    await person.sees('open in another tab')
    await otherTab.close()
    await person.finds('main.scan')
  })

  t.test(
    `${engine.name}: a newer version is taken between two people, with unsent records, and asks nobody`,
    async (t) => {
      let front: Awaited<ReturnType<typeof standInFront>>['front'] = { isNewer: false, isDeaf: false }
      const scene = await scannerScene(t, async (port) => {
        const stood = await standInFront(t, port)
        front = stood.front
        return stood.port
      })
      const visa = await scene.issue()
      const browser = await browserFor(t, engine)
      const { person } = await enrolled(scene, browser.now(), 'border')
      await isInstalled(person)
      front.isDeaf = true
      await admits(t, person, visa)
      await person.sees('Unsent: 1')
      await person.inPage(() => document.body.classList.add('before'))
      front.isNewer = true
      await person.inPage(() =>
        navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => true),
      )
      await person.key('Enter')
      await person.finds('body:not(.before) main.scan')
      await person.sees('Unsent: 1')
      t.same(browser.now().asked, [])
      t.match(await person.inPage(() => caches.keys()), ['evisa-scanner-feedfeedfeedfeed'])
      // A reload that is not the page's own is asked about, and here that is answered with no.
      await person.inPage(() => void setTimeout(() => location.reload()))
      await person.sees('Unsent: 1')
      front.isDeaf = false
      await person.sees('Unsent: 0')
      t.equal(browser.now().asked.length, 1)
    },
  )
}
