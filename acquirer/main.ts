/** `npm run acquirer`: the test acquirer as a process of its own. It is no bank. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { buildAcquirer } from './app.ts'
import { readAcquirerConfig } from './config.ts'
import { openOrderStore } from './order-store.ts'

const WORK_MS = 500

async function main(): Promise<void> {
  const config = readAcquirerConfig(process.env)
  const store = openOrderStore(join(config.dataDir, 'acquirer.db'))
  const now = () => Math.floor(Date.now() / 1000)
  const { app, work } = buildAcquirer({ ...config, store, now, secret: secretIn(config.secretFile) })
  const address = await app.listen({ host: config.host, port: config.port })
  const timer = setInterval(() => {
    work().catch((error: Error) => process.stderr.write(`the test acquirer could not do what was due: ${error.name}\n`))
  }, WORK_MS)
  closeWithGrace({ delay: 5000, logger: false }, async () => {
    clearInterval(timer)
    await app.close()
    store.close()
  })
  process.stdout.write(
    [
      `test acquirer at ${address}`,
      '  TEST: no bank, no money; its menu of faults is at that address',
      `  the shop signs in as ${config.clientId} by the secret in ${config.secretFile}`,
      '',
    ].join('\n'),
  )
}

/** The secret of the shop; made where there is none. */
function secretIn(file: string): string {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  }
  return readFileSync(file, 'utf8').trim()
}

main().catch((error: Error) => {
  process.stderr.write(`the test acquirer did not start: ${error.message}\n`)
  process.exitCode = 1
})
