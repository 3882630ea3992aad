import t from 'tap'
import { formatVisaNumber, makeVisaNumber } from '#evisa/visa-number.ts'
import { afterSigning, doneBy, doneInWords, queueAfter, signingAddress } from '../../../../desk/console/cases/done.ts'
import { IN_ENGLISH } from './made-shown.ts'

const REFERENCE = makeVisaNumber((count) => new Uint8Array(count))

t.test('the queue says what was done, by an address that names a case and nobody', async (t) => {
  const address = queueAfter(IN_ENGLISH, REFERENCE, 'refused')
  t.equal(address, `/en/cases?done=refused&of=${REFERENCE}#main-content`)
  const asked = Object.fromEntries(new URL(address, 'http://x').searchParams)
  t.equal(doneInWords(asked, IN_ENGLISH), `${formatVisaNumber(REFERENCE)} is refused. The traveller is told.`)
  t.match(doneInWords({ done: 'none' }, IN_ENGLISH), /No case waits/)
})

t.test('an address that somebody made up says nothing', async (t) => {
  for (const asked of [
    {},
    { done: 'refused' },
    { done: 'refused', of: '<b>' },
    { done: 'constructor', of: 'K7Q2M4XN9TBD' },
  ])
    t.equal(doneInWords(asked, IN_ENGLISH), '')
})

t.test(
  'a signature over a case leads to the queue, over a correction to its case, and over others nowhere',
  async (t) => {
    const done = { reference: REFERENCE, state: 'second-review' }
    t.match(afterSigning('case', done, IN_ENGLISH), /done=second/)
    t.equal(
      afterSigning('correction', { reference: 'K7Q2M4XN9TBD' }, IN_ENGLISH),
      '/en/cases/K7Q2M4XN9TBD#main-content',
    )
    t.equal(afterSigning('issue', done, IN_ENGLISH), null)
    t.equal(afterSigning('case', {}, IN_ENGLISH), null)
    t.equal(doneBy('of-tomorrow'), 'signed')
    t.equal(signingAddress(IN_ENGLISH, 'x', REFERENCE), `/en/signing/x?case=${REFERENCE}`)
    t.equal(signingAddress(IN_ENGLISH, 'x', ''), '/en/signing/x')
  },
)
