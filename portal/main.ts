/** `npm run portal`: the pages for travellers and hosts, as a process of their own. It keeps nothing but its key. */
import closeWithGrace from 'close-with-grace'
import { pino } from 'pino'
import { assetsIn } from '../pages/assets.ts'
import { beginFace } from '../pages/authority/enrolled-face.ts'
import { buildPortalApp } from './app.ts'
import { DIST_DIR } from './build.ts'
import { readPortalConfig } from './config.ts'

const now = () => Math.floor(Date.now() / 1000)

async function main(): Promise<void> {
  const config = readPortalConfig(process.env)
  const assets = assetsIn(DIST_DIR)
  const call = await beginFace('portal', config, now)
  const logger = pino({ level: config.logLevel }, pino.destination(2))
  const app = await buildPortalApp({ ...config, call, assets, assetFolder: DIST_DIR, now, logger })
  const address = await app.listen({ host: config.host, port: config.port })
  closeWithGrace({ delay: 10_000, logger: false }, async () => {
    await app.close()
  })
  process.stdout.write(`portal at ${config.publicUrl ?? address}\n`)
}

main().catch((error: Error) => {
  process.stderr.write(`the portal did not start: ${error.message}\n`)
  process.exitCode = 1
})
