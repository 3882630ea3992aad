import t from 'tap'
import { clockAheadOf, laterAnchor, surelyNow } from '../../../scanner-client/offline/steady-clock.ts'

const anchor = { signedTime: 1_000_000, steady: { seconds: 500, boot: 'one' } }
const at = (seconds: number, boot: string | null = 'one') => ({ seconds, boot })

t.test('counts on from the last signed time', async (t) => {
  t.equal(surelyNow(null, at(600)), 0)
  t.equal(surelyNow(anchor, at(500)), 1_000_000)
  t.equal(surelyNow(anchor, at(560.9)), 1_000_060)
  t.equal(surelyNow(anchor, at(499)), 0, 'the machine was started anew: nothing can be said')
  t.equal(surelyNow(anchor, at(700, 'two')), 1_000_200, 'after another start it is at least as late')
})

t.test('doubts a clock only where it can count, and only when it is far ahead', async (t) => {
  t.equal(clockAheadOf(anchor, at(560), 1_000_060 + 900), null)
  t.equal(clockAheadOf(anchor, at(560), 1_000_060 + 901), 1_000_060)
  t.equal(clockAheadOf(anchor, at(560, 'two'), 2_000_000), null, 'it may have been switched off for long')
  t.equal(clockAheadOf(anchor, at(560, null), 2_000_000), null)
  t.equal(clockAheadOf({ ...anchor, steady: at(500, null) }, at(560, null), 2_000_000), null)
  t.equal(clockAheadOf(anchor, at(400), 2_000_000), null)
  t.equal(clockAheadOf(null, at(400), 2_000_000), null)
})

t.test('keeps the anchor that tells the later time', async (t) => {
  const fresh = { signedTime: 1_000_030, steady: at(560) }
  t.same(laterAnchor(null, fresh), fresh)
  t.same(laterAnchor(anchor, fresh), anchor, 'a snapshot of a while ago is no news')
  const later = { ...fresh, signedTime: 1_000_061 }
  t.same(laterAnchor(anchor, later), later)
  const rebooted = { ...fresh, steady: at(10, 'two') }
  t.same(laterAnchor(anchor, rebooted), rebooted)
})
