import t from 'tap'
import { AccessEnded, Rejected, SignInFirst, Unreachable } from '../../../../scanner-client/offline/http-call.ts'
import { flightsFaultOf } from '../../../../scanner-client/pwa/flights/flights-fault.ts'

t.test('what the server or the network said is told by its kind, anything else as a bug', async (t) => {
  t.same(flightsFaultOf(new AccessEnded(401, 'revoked')), { code: 'access-ended', detail: 'revoked' })
  t.same(flightsFaultOf(new Rejected(422, 'too late')), { code: 'rejected', detail: 'too late' })
  t.same(flightsFaultOf(new Rejected(404, 'no such flight')), { code: 'gone' })
  t.same(flightsFaultOf(new SignInFirst()), { code: 'sign-in' })
  t.same(flightsFaultOf(new Unreachable('cut')), { code: 'needs-network' })
  t.same(flightsFaultOf(new RangeError('a bug')), { code: 'bug', detail: 'a bug' })
  t.same(flightsFaultOf('what?'), { code: 'bug', detail: 'what?' })
})
