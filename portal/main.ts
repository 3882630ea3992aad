/** `npm run portal`: the pages for travellers and hosts, as a process of their own. It keeps nothing but its key. */
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import closeWithGrace from 'close-with-grace'
import { pino } from 'pino'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import { assetsIn } from '../pages/assets.ts'
import { enrolFace, isEnrolled, NotEnrolled, openFace } from '../pages/authority/device-folder.ts'
import { faceCalls } from '../pages/authority/face-calls.ts'
import { buildPortalApp } from './app.ts'
import { DIST_DIR } from './build.ts'
import { type PortalConfig, readPortalConfig } from './config.ts'
import { requirePrivateLine } from './private-line.ts'

const now = () => Math.floor(Date.now() / 1000)

async function main(): Promise<void> {
  const config = readPortalConfig(process.env)
  const assets = assetsIn(DIST_DIR)
  await enrolOnce(config)
  const face = await openFace(config.dataDir)
  if (!config.isDemonstration) requirePrivateLine(face.issuer)
  const call = faceCalls(face, now)
  const logger = pino({ level: config.logLevel }, pino.destination(2))
  const app = await buildPortalApp({ ...config, call, assets, assetFolder: DIST_DIR, now, logger })
  const address = await app.listen({ host: config.host, port: config.port })
  closeWithGrace({ delay: 10_000, logger: false }, async () => {
    await app.close()
  })
  process.stdout.write(`portal at ${config.publicUrl ?? address}\n`)
}

async function enrolOnce({ dataDir, enrolmentCodeFile, isDemonstration }: PortalConfig): Promise<void> {
  if (isEnrolled(dataDir)) return
  if (enrolmentCodeFile === null)
    throw new NotEnrolled(
      'this portal is not enrolled: name a file with the code of `authority enrol portal` by PORTAL_ENROLMENT_CODE_FILE',
    )
  const code = readFileSync(enrolmentCodeFile, 'utf8').trim()
  const read = parseEnrolmentCode(code)
  // The code is used up by being sent.
  if (read.ok && !isDemonstration) requirePrivateLine(read.value.server)
  await enrolFace(code, `portal ${hostname()}`.slice(0, 60), dataDir)
}

main().catch((error: Error) => {
  process.stderr.write(`the portal did not start: ${error.message}\n`)
  process.exitCode = 1
})
