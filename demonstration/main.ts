/** `npm run demonstration`: people with passports and numbers, and officers who decide, as a process of its own beside a server. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { pino } from 'pino'
import { civilDateAt } from '#evisa/civil-date.ts'
import { buildDemonstration } from './app.ts'
import { readDemonstrationConfig } from './config.ts'
import { approveInvitations } from './officers/approve-invitations.ts'
import { confirmHosts } from './officers/confirm-hosts.ts'
import { correctVisas } from './officers/correct-visas.ts'
import { decideCases } from './officers/decide-cases.ts'
import { signOfficersIn } from './officers/officers.ts'
import { startWork } from './officers/work.ts'
import { MADE_PEOPLE } from './people/made-people.ts'
import { openNumberStore } from './people/number-store.ts'
import { offerNumbers } from './people/offer-numbers.ts'
import { drawPassportPage } from './people/passport-page.ts'

const EVERY_MS = 2_000
// So long a traveller sees that an officer has the case.
const HOLD_MS = 10_000
const nowMs = () => Date.now()
const today = () => civilDateAt(Math.floor(nowMs() / 1000))

async function main(): Promise<void> {
  const config = readDemonstrationConfig(process.env)
  const store = openNumberStore(join(config.dataDir, 'demonstration.db'))
  const people = MADE_PEOPLE
  const app = buildDemonstration({ people, store, links: config.links, draw: drawPassportPage })
  const address = await app.listen({ host: config.host, port: config.port })
  const work = startWork({
    signIn: () => signOfficersIn(config),
    acts: [
      ...[offerNumbers({ people, store, randomBytes, today }), confirmHosts, approveInvitations],
      ...[decideCases({ holdMs: HOLD_MS, nowMs }), correctVisas],
    ],
    ...{ everyMs: EVERY_MS, nowMs, log: pino({ level: config.logLevel }, pino.destination(2)) },
  })
  closeWithGrace({ delay: 5000, logger: false }, async () => {
    await app.close()
    await work.close()
    store.close()
  })
  process.stdout.write([`demonstration at ${address}`, '  TEST: two made officers decide by themselves', ''].join('\n'))
}

main().catch((error: Error) => {
  process.stderr.write(`the demonstration did not start: ${error.message}\n`)
  process.exitCode = 1
})
