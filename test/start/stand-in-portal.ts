/** A program in the place of the portal: it is started and ends by the same settings and words, and shows what it was told. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'

const {
  PORTAL_PORT,
  PORTAL_DATA_DIR = '',
  PORTAL_ENROLMENT_CODE_FILE,
  PORTAL_MAILBOX_URL,
  PORTAL_DEMONSTRATION_URL,
  PORTAL_CHECK_URL,
  PORTAL_DEMONSTRATION,
} = process.env
const device = join(PORTAL_DATA_DIR, 'device.json')

if (PORTAL_DEMONSTRATION === 'off') {
  process.stderr.write('the portal did not start: it was told so\n')
  process.exit(1)
}
if (!existsSync(device)) {
  const code = parseEnrolmentCode(readFileSync(PORTAL_ENROLMENT_CODE_FILE ?? '', 'utf8'))
  if (!code.ok) throw new Error(code.error)
  mkdirSync(PORTAL_DATA_DIR, { recursive: true })
  writeFileSync(device, JSON.stringify({ issuer: code.value.server }))
}
const told = JSON.stringify({
  ...{ mailbox: PORTAL_MAILBOX_URL, demonstration: PORTAL_DEMONSTRATION_URL, check: PORTAL_CHECK_URL },
  codeFile: PORTAL_ENROLMENT_CODE_FILE,
})
const server = createServer((_, response) => void response.end(told))
server.listen(Number(PORTAL_PORT), '127.0.0.1', () => {
  process.stdout.write(`portal at http://127.0.0.1:${PORTAL_PORT}\n`)
})
closeWithGrace({ logger: false }, async () => {
  server.closeAllConnections()
  server.close()
})
