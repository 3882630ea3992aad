/** The portal as the benches run it: built as in service, by the clock of the benches, with a log that nobody reads. */
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { NOW } from '../fixtures/made-world.ts'
import type { FaceCall } from '../pages/authority/face-calls.ts'
import { buildPortalApp } from '../portal/app.ts'
import { namedAssets } from '../test/portal/test-assets.ts'

export function benchPortal(call: FaceCall): Promise<FastifyInstance> {
  return buildPortalApp({
    ...{ call, ...namedAssets, publicUrl: null, trustProxy: false, isDemonstration: true },
    ...{ mailboxUrl: null, demonstrationUrl: null },
    now: () => NOW,
    logger: pino({ level: 'info' }, pino.destination('/dev/null')),
  })
}
