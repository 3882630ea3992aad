/** The keys that a demonstration makes at its first start, made once a process: a server finds them, and starts in half the time. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeKeys, PASSPHRASE } from './made-store.ts'

let made: Promise<string> | undefined

/** Lays them into the data folder of a server that was not started yet. */
export async function layDemoKeys(dataDir: string): Promise<void> {
  made ??= makeOnce()
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  cpSync(await made, join(dataDir, 'demo-keys'), { recursive: true })
  chmodSync(join(dataDir, 'demo-keys'), 0o700)
  writeFileSync(join(dataDir, 'demo-keys.passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 })
}

async function makeOnce(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-demo-keys-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const dir = join(folder, 'keys')
  await makeKeys(dir, Math.floor(Date.now() / 1000))
  return dir
}
