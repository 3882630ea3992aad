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
  const list = async (query = '') => (await authority('GET', `/v1/conflicts${query}`)).body
  const open = async () => (await list()).conflicts
  const [conflict, ...more] = await open()
  t.same(more, [])
  t.match(conflict, { kind: 'over-use', visa_number, raised_at: NOW, count: 1, review: null })
  const recordsOf = (id: string, query = '') =>
    authority('GET', `/v1/conflicts/${encodeURIComponent(id)}/records${query}`)
  t.match((await recordsOf(conflict.id)).body, {
    next: null,
    records: [
      { hash: hashes[0], event: { checkpoint: 'ALA', basis: 'offline' }, standing: 'counts', received_at: NOW },
      { hash: hashes[1], event: { checkpoint: 'NQZ' } },
    ],
  })
  t.match((await recordsOf(conflict.id, '?limit=1')).body, { records: [{ hash: hashes[0] }], next: 1 })
  t.match((await recordsOf(conflict.id, '?limit=1&after=1')).body, { records: [{ hash: hashes[1] }], next: null })
  t.equal(problemOf(await recordsOf('over-use:none')), 'not-found')
  const one = (id: string) => authority('GET', `/v1/conflicts/${encodeURIComponent(id)}`)
  t.strictSame((await one(conflict.id)).body, {
    ...conflict,
    visa: { status: 'valid', entries: 1, entries_used: 2, replaced_by: null },
  })
  t.equal(problemOf(await one('over-use:none')), 'not-found')
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
  t.match((await list('?state=closed')).conflicts, [
    { id: conflict.id, review: { verdict: 'close', reason: 'the second was a twin sister', at: NOW + 60 } },
  ])
  t.match((await one(conflict.id)).body, { review: { reason: 'the second was a twin sister' } })
  for (const wrong of [
    'all=true',
    'state=maybe',
    'kind=odd',
    'visa_number=12',
    'limit=0',
    'limit=501',
    'after=x',
    'after=-1',
  ])
    t.equal(problemOf(await authority('GET', `/v1/conflicts?${wrong}`)), 'bad-request', wrong)
  const noted = (await authority('GET', '/v1/audit?after=0')).body.rows.filter(
    ({ act }: { act: string }) => act === 'review',
  )
  t.match(noted, [{ subject: conflict.id, detail: { verdict: 'close' } }])
})

t.test('many are given page by page, each once, and by what is asked for', async (t) => {
  const { enrol, issue, authority } = await build(t)
  const { id, key, call } = await enrol('border')
  const chain = madeChain(id, key)
  const numbers: string[] = []
  for (let visas = 0; visas < 5; visas++) {
    const { visa_number } = await issue()
    numbers.push(visa_number)
    const events = [await chain.sign(entryOf(visa_number)), await chain.sign(entryOf(visa_number, { at: NOW + visas }))]
    await call('POST', '/v1/crossings', { events: events.map(({ jws }) => jws) })
  }
  const list = async (query: string) => (await authority('GET', `/v1/conflicts?${query}`)).body
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page = await list(`limit=2${next === '' ? '' : `&after=${encodeURIComponent(next)}`}`)
    t.ok(page.conflicts.length <= 2)
    seen.push(...page.conflicts.map(({ visa_number }: { visa_number: string }) => visa_number))
    next = page.next
  }
  t.same(seen.toSorted(), numbers.toSorted())
  const [one = ''] = numbers
  t.match((await list(`visa_number=${one.slice(0, 4)}-${one.slice(4)}`)).conflicts, [{ visa_number: one }])
  t.equal((await list(`device=${id}&kind=over-use`)).conflicts.length, 5)
  t.same((await list('kind=gap')).conflicts, [])
})

t.test('a conflict tells where it was, and what its booths did around it', async (t) => {
  const { authority, enrol, issue } = await build(t)
  const { visa_number: number } = await issue()
  const { visa_number: other } = await issue()
  const [one, two] = [await enrol('border'), await enrol('border')]
  await one.handIn(
    entryOf(other, { at: NOW - 700, checkpoint: 'ALA' }),
    entryOf(number, { at: NOW - 600, checkpoint: 'ALA' }),
  )
  await two.handIn(entryOf(number, { at: NOW - 60, checkpoint: 'NQZ' }))
  const { conflicts } = (await authority('GET', '/v1/conflicts?kind=over-use')).body
  t.match(conflicts, [{ checkpoint: 'NQZ', device: two.id }])
  const path = `/v1/conflicts/${encodeURIComponent(conflicts[0].id)}`
  const { records, of_conflict: own } = (await authority('GET', `${path}/day`)).body
  t.match(records, [
    { event: { visa_number: other, device: one.id }, standing: 'counts', officer: null },
    { event: { visa_number: number, device: one.id } },
    { event: { visa_number: number, device: two.id } },
  ])
  t.same(own, [records[1].hash, records[2].hash])
  t.equal((await authority('GET', '/v1/conflicts/none/day')).status, 404)
  t.equal((await one.call('GET', `${path}/day`)).status, 403)
})
