/** `npm run desk`: the officers' pages, as a process of their own. It keeps nothing but its key, and decides nothing by it. */
import closeWithGrace from 'close-with-grace'
import { pino } from 'pino'
import { assetsIn } from '../../pages/assets.ts'
import { beginFace } from '../../pages/authority/enrolled-face.ts'
import { buildConsoleApp } from './app.ts'
import { DIST_DIR } from './build.ts'
import { readConsoleConfig } from './config.ts'

const now = () => Math.floor(Date.now() / 1000)

async function main(): Promise<void> {
  const config = readConsoleConfig(process.env)
  const assets = assetsIn(DIST_DIR)
  const call = await beginFace('console', config, now)
  const logger = pino({ level: config.logLevel }, pino.destination(2))
  const app = await buildConsoleApp({ ...config, call, assets, assetFolder: DIST_DIR, now, logger })
  const address = await app.listen({ host: config.host, port: config.port })
  closeWithGrace({ delay: 10_000, logger: false }, async () => {
    await app.close()
  })
  process.stdout.write(`console at ${config.publicUrl ?? byName(address)}\n`)
}

/** Keys of people belong to a domain: on one's own machine the console is opened by this name, and not by its number. */
function byName(address: string): string {
  const { port } = new URL(address)
  return `http://localhost:${port}`
}

main().catch((error: Error) => {
  process.stderr.write(`the console did not start: ${error.message}\n`)
  process.exitCode = 1
})
