import t from 'tap'
import { entryOf, madeChain } from '../../made-device.ts'
import { build, NOW, problemOf } from '../build-app.ts'

t.test('a double use is listed with both records, and closed for good by a review', async (t) => {
  const { enrol, issue, authority, clock } = await build(t)
  const { visa_number } = await issue()
  const hashes: string[] = []
  for (const checkpoint of ['ALA', 'NQZ']) {
    const { id, key, call } = await enrol('border')
    const { jws, hash } = await madeChain(id, key).sign(
      entryOf(visa_number, { checkpoint, at: NOW - 60 + hashes.length }),
    )
    hashes.push(hash)
    t.equal((await call('POST', '/v1/crossings', { events: [jws] })).status, 200)
  }
  const open = async () => (await authority('GET', '/v1/conflicts')).body.conflicts
  const [conflict, ...more] = await open()
  t.same(more, [])
  t.match(conflict, {
    kind: 'over-use',
    visa_number,
    raised_at: NOW,
    review: null,
    records: [
      { hash: hashes[0], event: { checkpoint: 'ALA', basis: 'offline' }, standing: 'counts', received_at: NOW },
      { hash: hashes[1], event: { checkpoint: 'NQZ' } },
    ],
  })
  const review = (id: string, body: unknown) =>
    authority('POST', `/v1/conflicts/${encodeURIComponent(id)}/review`, body)
  t.equal(problemOf(await review(conflict.id, { verdict: 'forget', reason: 'because' })), 'bad-request')
  t.equal(problemOf(await review(conflict.id, { verdict: 'close' })), 'bad-request')
  t.equal(problemOf(await review(conflict.id, { verdict: 'close', reason: '  a  ' })), 'bad-request')
  t.equal(problemOf(await review('over-use:none', { verdict: 'close', reason: 'because' })), 'not-found')
  t.equal(problemOf(await review(conflict.id, { verdict: 'accept', reason: 'because' })), 'conflict')
  clock.now += 60
  t.equal((await review(conflict.id, { verdict: 'close', reason: 'the second was a twin sister' })).status, 204)
  t.equal(problemOf(await review(conflict.id, { verdict: 'close', reason: 'again' })), 'conflict')
  t.same(await open(), [])
  t.match((await authority('GET', '/v1/conflicts?all=true')).body.conflicts, [
    { id: conflict.id, review: { verdict: 'close', reason: 'the second was a twin sister', at: NOW + 60 } },
  ])
  t.equal(problemOf(await authority('GET', '/v1/conflicts?all=maybe')), 'bad-request')
  const noted = (await authority('GET', '/v1/audit?after=0')).body.rows.filter(
    ({ act }: { act: string }) => act === 'review',
  )
  t.match(noted, [{ subject: conflict.id, detail: { verdict: 'close' } }])
})
