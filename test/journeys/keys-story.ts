/**
 * The second story of the demonstration: keys rotated in working hours while a scanner is offline through all of it, then
 * one of them stolen. Real programs, on a clock that the story moves.
 */

import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { civilDateAt, formatInstant } from '#evisa/civil-date.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import { checkCharacter } from '#evisa/visa-number.ts'
import { demoApplications, demoPassport } from '../../fixtures/demo-applications.ts'
import { initKeys } from '../../keys/ceremony.ts'
import { openKey } from '../../keys/key-store.ts'
import { signCompact, signerOfKey } from '../../keys/signer.ts'
import { type Ended, run, startServer, verdict } from './programs.ts'
import type { Story } from './story.ts'

const HOUR = 3600
const PASSPHRASE = 'six random words would be better'

interface IssuedVisa {
  readonly visa_number: string
  readonly qr_text: string
  readonly jws: string
  readonly claims: VisaClaims
}

type Visa = Pick<IssuedVisa, 'claims' | 'qr_text'>

export const keysStory: Story = async (step, folder) => {
  const clock = join(folder, 'clock')
  let shifted = 0
  const wait = async (seconds: number) => {
    shifted += seconds
    await writeFile(clock, String(shifted))
  }
  const now = () => Math.floor(Date.now() / 1000) + shifted
  await wait(0)

  const keysDir = join(folder, 'keys')
  const env = {
    CLOCK_SHIFT_FILE: clock,
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'shifted-clock.ts')}`,
    EVISA_DATA_DIR: join(folder, 'authority'),
    EVISA_KEYS_DIR: keysDir,
    EVISA_KEYS_PASSPHRASE: PASSPHRASE,
    EVISA_MAX_OFFLINE_HOURS: '24',
  }
  const keys = (...args: string[]) => run('keys/cli.ts', [...args, '--json'], env, folder)
  const json = async (ended: Promise<Ended>) => {
    const { code, stdout, stderr } = await ended
    if (code !== 0) throw new Error(stderr)
    return JSON.parse(stdout)
  }
  // The desk issues by a token in it, as with the keys of a demonstration alone: no command makes those.
  const made = await step(
    'custodians: make the root keys, each for a folder of its own',
    '3',
    () => initKeys({ dir: keysDir, passphrase: PASSPHRASE, now: now(), specimen: true }),
    ({ rootFiles }) => String(rootFiles.length),
  )
  const visaKey = made.keys.find(({ purpose }) => purpose === 'visa')?.kid ?? ''

  const server = await startServer(env, folder)
  const authority = (...args: string[]) =>
    run('desk/terminal/cli.ts', ['--url', server.url, '--json', ...args], env, folder)
  const scan = (station: string, ...args: string[]) =>
    run('scanner-client/station/cli.ts', ['--station', join(folder, station), '--json', ...args], env, folder)
  const applications = demoApplications(civilDateAt(now()))
  const issue = async (at: number): Promise<IssuedVisa> => {
    const file = join(folder, `application-${at}.json`)
    await writeFile(file, JSON.stringify({ ...applications[at], visa_support_number: `KEYS-${at}` }))
    return json(authority('issue', file))
  }
  const enrol = async (station: string, role: string) => {
    const { code } = await json(authority('enrol', role))
    return json(scan(station, 'enrol', code, '--name', station, '--checkpoint', 'NQZ'))
  }
  const mrz = ({ claims }: Pick<IssuedVisa, 'claims'>) => demoPassport(claims.passport.number).mrz.join('|')
  const booth = (station: string, visa: Visa, ...options: string[]) =>
    scan(station, ...options, 'check', visa.qr_text, '--mrz', mrz(visa))
  const airline = (visa: Visa, ...options: string[]) => {
    const arrival = formatInstant(now() + 3 * HOUR)
    return scan('airline', ...options, 'check', visa.qr_text, '--arrival', arrival, '--mrz', mrz(visa))
  }
  const publish = () => json(keys('publish'))
  // A check gives the network two seconds: a busy machine must not make another story of this one.
  const syncAll = (...stations: string[]) => Promise.all(stations.map((station) => json(scan(station, 'sync'))))
  try {
    const announceInHaste = async () => {
      const first = await issue(0)
      for (const [station, role] of [
        ['outstation', 'border'],
        ['booth', 'border'],
        ['airline', 'carrier'],
      ] as const)
        await enrol(station, role)
      const announced = await json(keys('announce', 'visa'))
      await publish()
      const newKey: string = announced.key.kid
      return { first, newKey, early: await keys('activate', newKey) }
    }
    const { first, newKey } = await step(
      'custodians: announce a new visa key, publish, activate it at once',
      'refused',
      announceInHaste,
      ({ early }) => refused(early),
    )
    await wait(12 * HOUR)
    await step(
      '(12 h later) outstation: sync for the last time',
      'new data',
      () => json(scan('outstation', 'sync')),
      ({ newArtefacts }) => (newArtefacts > 0 ? 'new data' : 'none'),
    )
    await wait(13 * HOUR)
    const activate = async () => {
      await json(keys('activate', newKey))
      await publish()
      return issue(1)
    }
    const second = await step(
      '(13 h later) custodians: activate, publish; the server signs with',
      newKey,
      activate,
      kidOf,
    )
    const offline = (visa: Visa) => () => booth('outstation', visa, '--offline')
    await step('outstation, offline since: a visa of the old key', 'clear', offline(first), verdict)
    await step('outstation, offline since: a visa of the new key', 'clear', offline(second), verdict)
    const retire = async () => {
      await json(keys('retire', visaKey))
      await publish()
      await syncAll('booth', 'airline')
      return booth('booth', first)
    }
    await step('old key retired; booth, online: a visa of the old key', 'clear', retire, verdict)

    // Whoever holds the stolen key signs what he likes, dated back to when the key was good.
    const forged = await forge(first, keysDir, visaKey)
    const check = (visa: Visa) => () => airline(visa)
    await step('the old key is stolen; a forged e-visa, before anybody knows', 'clear', check(forged), verdict)
    const compromise = async () => {
      await json(keys('compromise', visaKey, '--since', formatInstant(now()), '--reason', 'found for sale'))
      await publish()
      await syncAll('booth', 'airline')
      return airline(forged)
    }
    await step(
      'custodians: compromised, published; airline: the forgery',
      'refuse key/compromised',
      compromise,
      verdict,
    )
    await step('booth: the forgery', 'refer key/compromised', () => booth('booth', forged), verdict)
    await step('airline: the true e-visa of the stolen key', 'clear', check(first), verdict)
    await step('booth: the true e-visa of the stolen key', 'clear', () => booth('booth', first), verdict)

    const bringBundle = async () => {
      const bundle = join(folder, 'evisa.bundle')
      await json(authority('export-bundle', bundle))
      await json(scan('outstation', 'import', bundle))
      return offline(forged)()
    }
    await step('outstation, by USB stick: the forgery', 'refer key/compromised', bringBundle, verdict)
    await step('outstation, by USB stick: the true e-visa', 'clear', offline(first), verdict)
    await wait(2 * HOUR)
    const alone = (visa: Visa) => () => airline(visa, '--offline')
    await step('(2 h later) airline, offline: the forgery', 'refuse key/compromised', alone(forged), verdict)
    await step('(2 h later) airline, offline: the true e-visa', 'clear', alone(first), verdict)
    const health = async () => (await fetch(`${server.url}/health/ready`)).text()
    // Days went by, and nobody made a backup.
    await step('server: health', 'warning: backup', health, (text) => {
      const { status, warnings } = JSON.parse(text)
      return `${status}: ${warnings.map(({ about }: { about: string }) => about).join(', ')}`
    })
  } finally {
    await server.stop()
  }
}

function refused({ code, stderr }: Ended): string {
  return code === 1 && stderr.includes('cannot be activated yet') ? 'refused' : `exit ${code}: ${stderr}`
}

function kidOf({ jws }: IssuedVisa): string {
  return JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()).kid
}

/** The same person with another visa number, signed by the stolen key and dated a week back. */
async function forge(visa: IssuedVisa, keysDir: string, kid: string): Promise<Visa> {
  const file = (await readdir(keysDir)).find((name) => name.startsWith('visa-') && name.includes(kid)) ?? ''
  const { privateKey } = await openKey(keysDir, file, kid, PASSPHRASE)
  const number = 'F2F3F4F5F6F'
  const claims = { ...visa.claims, jti: number + checkCharacter(number), iat: visa.claims.iat - 60 }
  const text = qrTextOfJws(await signCompact(signerOfKey(kid, 'visa', privateKey), 'evisa+jwt', claims))
  if (!text.ok) throw new Error(text.error)
  return { claims, qr_text: text.value }
}
