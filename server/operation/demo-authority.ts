/** A demonstration authority: with no settings at all, the first start makes keys and e-visas to try things with. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { civilDateAt } from '#evisa/civil-date.ts'
import { demoApplications } from '../../fixtures/demo-applications.ts'
import { initKeys, type KeysAccess, publishTrustList } from '../../keys/ceremony.ts'
import { readPublishedDocuments } from '../../keys/published-documents.ts'
import { makeRecoveryToken, readRecoveryHash } from '../../keys/recovery-token.ts'
import { isMarked, markAsSpecimen } from '../../keys/specimen.ts'
import { type IssueContext, issueVisa } from '../issuing/issue-visa.ts'
import type { PersonContent, PersonStore } from '../store/person-store.ts'
import { passportOf } from '../store/visa-rows.ts'

/** Says to whoever waits what takes so long. */
type Tell = (doing: string) => void

/** The keys of a demonstration authority under its data folder; made at the first start. */
export async function demoKeys(dataDir: string, now: number, tell: Tell = () => undefined): Promise<KeysAccess> {
  const passphraseFile = join(dataDir, 'demo-keys.passphrase')
  const dir = join(dataDir, 'demo-keys')
  if (!existsSync(passphraseFile)) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await writeFile(passphraseFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  }
  const passphrase = (await readFile(passphraseFile, 'utf8')).trimEnd()
  if (!existsSync(join(dir, 'keyring.json'))) {
    // A first start that was cut off left this: without a keyring nothing was published, so nothing is lost.
    await rm(dir, { recursive: true, force: true })
    tell(`the first start here: making the keys of a demonstration in ${dir}`)
    await keepRecoveryToken(dataDir, (await initKeys({ dir, passphrase, now, specimen: true })).recoveryToken)
  }
  // Older programs made none, and without one a store that went back could never be said to be restored.
  if (readRecoveryHash(dir) === null) await keepRecoveryToken(dataDir, makeRecoveryToken(dir, now))
  return { dir, passphrase }
}

async function keepRecoveryToken(dataDir: string, token: string): Promise<void> {
  await writeFile(join(dataDir, 'demo-keys.recovery-token'), `${token}\n`, { mode: 0o600 })
}

/**
 * Signs the trust list of a demonstration anew once a day, since its root keys lie beside it, as no real ones may; and where it
 * does not say yet that it is a demonstration's, as those of older programs do not.
 */
export async function renewDemoTrust(keys: KeysAccess, now: number): Promise<void> {
  const published = await stat(join(keys.dir, 'published/trust.json'))
  const { trust } = await readPublishedDocuments(keys.dir)
  if (isMarked(trust.document.keys) && now - published.mtimeMs / 1000 <= 86_400) return
  markAsSpecimen(keys.dir, now)
  await publishTrustList({ ...keys, now })
}

/** Gives the numbers of today's demo e-visas. A file beside the store keeps them; on another day they are issued anew. */
export async function demoVisas(
  dataDir: string,
  context: IssueContext,
  tell: Tell = () => undefined,
): Promise<string[]> {
  const file = join(dataDir, 'demo-visas.json')
  const today = civilDateAt(context.now)
  const held = existsSync(file) ? demoVisasIn(await readFile(file, 'utf8')) : null
  if (held?.day === today) return held.numbers
  tell("issuing today's demo e-visas")
  const numbers: string[] = []
  for (const application of demoApplications(today)) {
    const issued = await issueVisa(application, context)
    // Issued before, where the file was lost or a start was cut off in between.
    const before = () => context.store.visaOfInvitation(application.visa_support_number, passportOf(application))
    const number = issued.ok ? issued.value.claims.jti : await before()
    if (number !== null) numbers.push(number)
  }
  await writeFile(file, `${JSON.stringify({ day: today, numbers })}\n`)
  return numbers
}

const OF_AUTHORITY = { carrier: null, stations: null } as const
/** Those whom a demonstration's console lets anybody be. */
export const DEMO_PEOPLE: readonly (PersonContent & { readonly id: string })[] = [
  {
    id: 'aigul',
    name: 'Aigul Serikova',
    badge: null,
    email: '',
    ...OF_AUTHORITY,
    roles: ['case-officer', 'invitation-officer', 'auditor'],
  },
  {
    id: 'bolat',
    name: 'Bolat Akhmetov',
    badge: 'KZ-2',
    email: '',
    ...OF_AUTHORITY,
    roles: ['supervisor', 'border-officer', 'border-supervisor', 'administrator'],
  },
  { id: 'dana', name: 'Dana Omarova', badge: null, email: '', ...OF_AUTHORITY, roles: ['operator', 'administrator'] },
]

export async function demoPeople(store: Pick<PersonStore, 'makeForDemonstration'>, now: number): Promise<void> {
  await store.makeForDemonstration(DEMO_PEOPLE, { actor: 'authority/demonstration', at: now })
}

/** Null for a file that is damaged: what it says can be found again. */
function demoVisasIn(text: string): { readonly day: string; readonly numbers: string[] } | null {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
