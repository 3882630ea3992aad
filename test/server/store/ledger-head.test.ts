import { hash } from 'node:crypto'
import t from 'tap'
import { headAfter, reviewedEntry } from '../../../server/store/ledger-head.ts'

const sha256 = (text: string) => hash('sha256', text, 'base64url')

t.test('the running hash stands on all entries, in their order', async (t) => {
  t.equal(headAfter('', []), '')
  t.equal(headAfter('', ['a']), sha256('.a'))
  t.equal(headAfter('', ['a', 'b']), sha256(`${sha256('.a')}.b`))
  t.equal(headAfter(headAfter('', ['a']), ['b']), headAfter('', ['a', 'b']), 'however many commits they came in')
  t.not(headAfter('', ['b', 'a']), headAfter('', ['a', 'b']))
  t.equal(reviewedEntry({ hash: 'h', standing: 'accepted' }), 'h.accepted', 'it is another entry than the event was')
})
