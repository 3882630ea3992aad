/** What is held of what is published; when it is due and what is signed is told by the tests of the publisher. */
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { MAX_STANDSTILL_SECONDS } from '../../../server/publishing/clock-guard.ts'
import { keepPublished } from '../../../server/publishing/keep-published.ts'
import { recentArtefacts } from '../../../server/publishing/recent-artefacts.ts'
import { statusBytes } from '../../../server/publishing/status-bytes.ts'
import { madePublisher } from './made-publisher.ts'

t.test(
  'holds nothing before it is asked, then what was signed, and by a doubted clock what stood in the store',
  async (t) => {
    const { clock, options, running, store } = await madePublisher(t)
    const told: number[] = []
    const kept = keepPublished({
      ...options,
      ...{ maxStandstillSeconds: MAX_STANDSTILL_SECONDS, clockDoubted: (signedAt) => told.push(signedAt) },
      ...{
        policyToSign: running.publisher.policyToSign,
        statuses: statusBytes(store),
        recent: recentArtefacts(options.now),
      },
    })
    t.throws(kept.published, { message: 'nothing was published' })
    clock.now = NOW + MAX_STANDSTILL_SECONDS + 1
    await t.rejects(kept.refresh(), { name: 'ClockDoubted' })
    t.match(kept.published().set.snapshot, { version: 1, iat: NOW })
    t.same(told, [NOW])
    await kept.confirmClock()
    t.match(kept.published().set.snapshot, { version: 2, iat: clock.now })
    t.equal(await store.snapshotVersion(), 2)
  },
)
