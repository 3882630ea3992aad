/** `npm run client`: starts a server over an empty folder, asks it for its description, and writes the client's types. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { clientTypes } from './client-types.ts'

const data = mkdtempSync(join(tmpdir(), 'evisa-client-'))
const server = spawn(process.execPath, [resolve(import.meta.dirname, '../../server/main.ts')], {
  env: { PATH: process.env.PATH, EVISA_PORT: '0', EVISA_DATA_DIR: data, EVISA_LOG_LEVEL: 'fatal' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const answer = await fetch(`${await addressOf()}/docs/json`)
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
  const file = join(import.meta.dirname, 'evisa-api.d.ts')
  writeFileSync(file, await clientTypes(await answer.json()))
  process.stdout.write(`written: ${file}\n`)
} finally {
  const ended = new Promise((ended) => server.once('close', ended))
  server.kill()
  await ended
  rmSync(data, { recursive: true })
}

async function addressOf(): Promise<string> {
  for await (const line of createInterface({ input: server.stdout })) {
    const [, url] = /^evisa-gate authority at (http:\/\/\S+)$/.exec(line) ?? []
    if (url !== undefined) return url
  }
  throw new Error('the server did not start')
}
