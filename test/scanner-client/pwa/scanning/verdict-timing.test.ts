import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { frameTaken, verdictShown } from '../../../../scanner-client/pwa/scanning/verdict-timing.ts'

t.test(
  'measures from the frame to the paint after the verdict; without a frame there is nothing to measure',
  async (t) => {
    Object.assign(globalThis, { requestAnimationFrame: (act: () => void) => setTimeout(5).then(act) })
    verdictShown()
    await setTimeout(30)
    t.equal(performance.getEntriesByName('evisa-verdict').length, 0)
    frameTaken(performance.now() - 20)
    verdictShown()
    verdictShown()
    await setTimeout(60)
    const [measure, ...more] = performance.getEntriesByName('evisa-verdict')
    t.same(more, [])
    t.ok((measure?.duration ?? 0) >= 20)
  },
)
