/** What a demonstration makes at its first start, made once a process: a server finds it, and starts in a third of the time. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { civilDateAt } from '#evisa/civil-date.ts'
import { makeKeys, PASSPHRASE } from '../keys/made-store.ts'

let made: Promise<string> | undefined

/** Lays its keys into the data folder of a server that was not started yet; of its e-visas, which take a page each to draw, none. */
export async function layDemonstration(dataDir: string): Promise<void> {
  made ??= makeOnce()
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  cpSync(await made, join(dataDir, 'demo-keys'), { recursive: true })
  chmodSync(join(dataDir, 'demo-keys'), 0o700)
  writeFileSync(join(dataDir, 'demo-keys.passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 })
  const day = civilDateAt(Math.floor(Date.now() / 1000))
  writeFileSync(join(dataDir, 'demo-visas.json'), JSON.stringify({ day, numbers: [] }))
}

async function makeOnce(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-demo-keys-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const dir = join(folder, 'keys')
  await makeKeys(dir, Math.floor(Date.now() / 1000))
  return dir
}
