/** A store of real keys, made once a process and copied for each test, and the commands run on it at a chosen time. */
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import type t from 'tap'
import { KEY_PURPOSES, type TrustedKeyDocument } from '#evisa/trust-list.ts'
import { ROOT_LIFE_SECONDS } from '../../keys/ceremony.ts'
import { addCeremonyCommands } from '../../keys/ceremony-commands.ts'
import type { Edge } from '../../keys/command-line.ts'
import type { Environment } from '../../keys/config.ts'
import { defaultCustodians, handOver, rootSigner } from '../../keys/custodians.ts'
import { recordAct } from '../../keys/journal.ts'
import { addKeyCommands } from '../../keys/key-commands.ts'
import { makeKeyPair } from '../../keys/key-pair.ts'
import { createKeyStore, keyFile, readKeyring, writeKey, writeKeyring, writePublished } from '../../keys/key-store.ts'
import { addListCommand } from '../../keys/list-command.ts'
import { trustListDocument } from '../../keys/next-trust-list.ts'
import { termsFrom } from '../../keys/rotation.ts'
import { publishTrustLists, signRoot, signTrustLists } from '../../keys/trust-documents.ts'
import { encryptByScrypt } from './encrypt-by-scrypt.ts'

export const NOW = 1_795_000_000
export const HOUR = 3600
export const DAY = 86_400
export const YEAR = 365 * DAY
export const WINDOW = 48 * HOUR
export const PASSPHRASE = 'correct-horse-battery'

let first: Promise<string> | undefined

/** A store of its own: made at `NOW`, 2 of 3 root keys, all keys active. */
export async function makeStore(test: Pick<typeof t, 'testdir'>): Promise<{ dir: string; passphrase: string }> {
  first ??= makeFirst()
  const dir = join(test.testdir(), 'keys')
  cpSync(await first, dir, { recursive: true })
  chmodSync(dir, 0o700)
  return { dir, passphrase: PASSPHRASE }
}

async function makeFirst(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-keys-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const dir = join(folder, 'keys')
  await makeKeys(dir, NOW)
  return dir
}

/** Makes a store as `initKeys` does, but with files that open three times as fast. */
export async function makeKeys(dir: string, now: number): Promise<void> {
  createKeyStore(dir)
  const custodians = await Promise.all(
    defaultCustodians(dir).map(async (custodian, at) => {
      const pair = await makeKeyPair()
      const path = join(custodian, `root-${at + 1}-${pair.kid}.pem`)
      return { pair, kid: pair.kid, folder: custodian, path, pem: encryptByScrypt(pair.privateKey, PASSPHRASE) }
    }),
  )
  handOver(custodians)
  const keys: TrustedKeyDocument[] = []
  for (const purpose of KEY_PURPOSES) {
    const { kid, jwk, privateKey } = await makeKeyPair()
    writeKey(dir, keyFile({ purpose, kid }), encryptByScrypt(privateKey, PASSPHRASE))
    recordAct(dir, { at: now, act: 'init', kid, purpose, reason: null })
    keys.push({ kid, jwk, purpose, alg: 'ES256', state: 'active', ...termsFrom(now) })
  }
  const signers = custodians.map(({ pair }) => rootSigner(pair))
  const root = await signRoot(signers, {
    version: 1,
    iat: now,
    exp: now + ROOT_LIFE_SECONDS,
    threshold: 2,
    keys: custodians.map(({ pair }) => pair.jwk),
  })
  const trust = await signTrustLists(signers, trustListDocument(1, now, keys), root.root)
  writePublished(dir, 'root-1.json', root.text)
  publishTrustLists(dir, trust)
  writeKeyring(dir, keys)
}

/** The newest key of this purpose in a store's keyring. */
export function newestKey(dir: string, purpose: TrustedKeyDocument['purpose']): TrustedKeyDocument {
  const key = readKeyring(dir).findLast((one) => one.purpose === purpose)
  if (key === undefined) throw new Error(`there is no ${purpose} key`)
  return key
}

/** The lines of the journal, read. */
export function journalOf(dir: string): Record<string, unknown>[] {
  const lines = readFileSync(join(dir, 'journal.jsonl'), 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line))
}

/** A key document for what never verifies anything: its public half is any. */
export function keyDocument(kid: string, given: Partial<TrustedKeyDocument> = {}): TrustedKeyDocument {
  const jwk = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } as const
  const { active_from = NOW } = given
  return { kid, jwk, purpose: 'visa', alg: 'ES256', state: 'active', ...termsFrom(active_from), ...given }
}

/** Runs a command in this process, at this time; answers what it printed. Rejects with what it throws. */
export async function runKeys(dir: string, args: readonly string[], now = NOW, settings: Environment = {}) {
  const printed: string[] = []
  const env = { EVISA_KEYS_DIR: dir, EVISA_KEYS_PASSPHRASE: PASSPHRASE, ...settings }
  const edge: Edge = { env, now: () => now, write: (text) => void printed.push(text) }
  const program = new Command('keys').exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} })
  for (const add of [addCeremonyCommands, addKeyCommands, addListCommand]) add(program, edge)
  await program.parseAsync([...args], { from: 'user' })
  return printed.join('')
}
