/** The portal of the bench `portal.press`, in a process of its own: it opens its key as the program does, and listens. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { NOW } from '../fixtures/made-world.ts'
import { openFace } from '../pages/authority/device-folder.ts'
import { faceCalls } from '../pages/authority/face-calls.ts'
import { answerLines } from './api-process.ts'
import { benchPortal } from './bench-portal.ts'

/** What a portal keeps of its enrolment. */
interface Given {
  readonly issuer: string
  readonly device: string
  /** With its private part. */
  readonly jwk: object
}

/** What it says when it is ready. */
export interface PortalProcessSaid {
  readonly port: number
}

const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
let pages: FastifyInstance | null = null
process.once('SIGTERM', async () => {
  await pages?.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})
await answerLines(async (line) => serve(JSON.parse(line)))

async function serve(given: Given): Promise<PortalProcessSaid> {
  writeFileSync(join(folder, 'device.json'), JSON.stringify(given))
  pages = await benchPortal(faceCalls(await openFace(folder), () => NOW))
  await pages.listen({ host: '127.0.0.1', port: 0 })
  return { port: (pages.server.address() as AddressInfo).port }
}
