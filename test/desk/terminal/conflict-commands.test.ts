import t from 'tap'
import { packEvisa } from '#evisa/packed-evisa.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { signCompact } from '../../../keys/signer.ts'
import { makeClaims } from '../../made.ts'
import { entryOf, exitOf, overrideOf, unprovenReferral, unresolvedOf, voidOf } from '../../made-device.ts'
import { type EnrolledDevice, NOW } from '../../server/build-app.ts'
import { type MadeDesk, madeDesk } from '../made-desk.ts'

/** A visa that two booths, both cut off, have admitted. */
async function usedTwice(desk: MadeDesk) {
  const { visa_number: number } = await desk.issue()
  const [first, second] = [await desk.enrol('border'), await desk.enrol('border')]
  await first.handIn(entryOf(number, { checkpoint: 'ALA', at: NOW - 600, operator: 'KZ-1' }))
  await second.handIn(entryOf(number, { checkpoint: 'NQZ', at: NOW - 60 }))
  return { number, first, second }
}

/** The kinds that are listed, each with its id. */
async function listed(desk: MadeDesk, ...args: string[]): Promise<{ kind: string; id: string }[]> {
  return (await desk.run('conflicts', ...args)).json[0].conflicts
}

const idOf = async (desk: MadeDesk) => (await listed(desk))[0]?.id ?? ''

t.test('lists a double use with both records: where, when, by whom, and how it came', async (t) => {
  const desk = await madeDesk(t)
  t.match(await desk.run('conflicts'), {
    text: 'nothing has to be looked at',
    json: [{ conflicts: [], next: null }],
    code: 0,
  })
  const { number, first, second } = await usedTwice(desk)
  const { text, json } = await desk.run('conflicts')
  const { records, id } = json[0].conflicts[0]
  t.same(text.split('\n'), [
    id,
    '  DOUBLE USE: more entries than the e-visa allows',
    `  e-visa ${formatVisaNumber(number)}, device ${second.id}, raised 2026-11-22T10:00:00+05:00`,
    `    2026-11-22T09:50:00+05:00 entry offline at ALA, ${first.id} by KZ-1 (typed), counts` +
      ` (record ${records[0].event.id}, received 2026-11-22T10:00:00+05:00)`,
    `    2026-11-22T09:59:00+05:00 entry offline at NQZ, ${second.id}, counts` +
      ` (record ${records[1].event.id}, received 2026-11-22T10:00:00+05:00)`,
    '',
    'when you have looked into one: npm run -s authority -- review ID --close --reason TEXT',
  ])
  t.same(
    records.map(({ event }: { event: { device: string } }) => event.device),
    [first.id, second.id],
  )
})

t.test('lists those of a kind, an e-visa or a device, and shows all records of one', async (t) => {
  const desk = await madeDesk(t)
  const { number, second } = await usedTwice(desk)
  const { number: other } = await usedTwice(desk)
  t.equal((await listed(desk)).length, 2)
  t.match(await listed(desk, '--visa', formatVisaNumber(number)), [{ visa_number: number, count: 1 }])
  t.match(await listed(desk, '--device', second.id), [{ visa_number: number }])
  t.match(await listed(desk, '--kind', 'over-use', '--all', '--visa', other), [{ visa_number: other }])
  t.same(await listed(desk, '--kind', 'gap'), [])
  t.match(await desk.run('conflicts', '--closed'), { text: 'nothing was reviewed', json: [{ conflicts: [] }] })
  await t.rejects(desk.run('conflicts', '--kind', 'odd'), { message: /Allowed choices are over-use/ })
  await t.rejects(desk.run('conflicts', '--visa', '12'), { name: 'CallFailed', message: /visa number/ })
  for (let more = 0; more < 12; more++) await second.handIn(entryOf(number, { checkpoint: 'CIT', at: NOW - 50 + more }))
  const { text } = await desk.run('conflicts', '--visa', number)
  t.match(text, / {2}DOUBLE USE: more entries than the e-visa allows \(13 of them\)\n/)
  const [, id = ''] = text.match(/and more: npm run -s authority -- conflict (\S+)\n/) ?? []
  const shown = await desk.run('conflict', id)
  const [, kind, visa, state, ...records] = shown.text.split('\n')
  t.equal(kind, '  DOUBLE USE: more entries than the e-visa allows (13 of them)')
  t.match(visa, `  e-visa ${formatVisaNumber(number)}, device ${second.id}, raised 2026-11-22T`)
  t.equal(state, '  open: nobody has reviewed it')
  t.equal(records.length, 14)
  t.match(shown.json, [{ id, kind: 'over-use', visa_number: number, review: null, count: 13 }])
  t.equal(shown.json[0].records.length, 14)
  await t.rejects(desk.run('conflict', 'over-use:none'), { message: /no such conflict/ })
})

t.test('a review closes a conflict for good, in the name of who is at the desk', async (t) => {
  const desk = await madeDesk(t)
  await usedTwice(desk)
  const id = await idOf(desk)
  const closed = await desk.run('review', id, '--close', '--reason', 'a twin sister')
  t.match(closed, { text: `closed ${id}`, json: [{ reviewed: id, verdict: 'close' }] })
  t.same(await listed(desk), [])
  const all = await desk.run('conflicts', '--all')
  t.match(all.text, /\n {2}reviewed 2026-11-22T10:00:00\+05:00 by authority\/Әсел: close, a twin sister\n/)
  const one = await desk.run('conflict', id)
  t.match(one.text.split('\n')[3], /^ {2}reviewed 2026-11-22T10:00:00\+05:00 by authority\/Әсел: close, a twin sister$/)
  t.match(one.json, [{ id, review: { verdict: 'close', reason: 'a twin sister', actor: 'authority/Әсел', at: NOW } }])
  await t.rejects(desk.run('review', id, '--close', '--reason', 'again'), { name: 'CallFailed', message: /before/ })
})

t.test('a review says what and why, of something that there is', async (t) => {
  const desk = await madeDesk(t)
  await usedTwice(desk)
  const id = await idOf(desk)
  await t.rejects(desk.run('review', id, '--reason', 'why not'), { message: 'error: say --accept or --close' })
  await t.rejects(desk.run('review', id, '--accept', '--close', '--reason', 'both'), { message: /cannot be used with/ })
  await t.rejects(desk.run('review', id, '--close'), { message: /--reason/ })
  await t.rejects(desk.run('review', id, '--accept', '--reason', 'let both'), { message: /close it\.$/ })
  await t.rejects(desk.run('review', id, '--close', '--reason', 'no'), { message: /reason/ })
  for (const none of ['over-use:none', '../devices', "' OR 1=1 --"])
    await t.rejects(desk.run('review', none, '--close', '--reason', 'none'), { message: /no such conflict/ }, none)
  t.same((await listed(desk)).length, 1, 'it still stands')
})

t.test('what a stolen booth hands in counts once it is accepted', async (t) => {
  const desk = await madeDesk(t)
  const { visa_number: number } = await desk.issue()
  const [lost, other] = [await desk.enrol('border'), await desk.enrol('border')]
  const { jws } = await lost.chain.sign(entryOf(number, { at: NOW - 60 }))
  await desk.run('revoke-device', lost.id)
  t.equal((await other.call('POST', '/v1/crossings', { events: [jws] })).status, 200)
  const { text } = await desk.run('conflicts')
  t.match(text, / {2}REVOKED DEVICE: /)
  t.match(text, new RegExp(`${lost.id}, held .*, received \\S+ through ${other.id}\\)`))
  const used = async () => (await desk.call<{ entries_used: number }>('GET', `/v1/visas/${number}`)).entries_used
  t.equal(await used(), 0)
  const id = await idOf(desk)
  t.match(await desk.run('review', id, '--accept', '--reason', 'stolen later'), { text: `accepted ${id}` })
  t.equal(await used(), 1)
})

t.test('says of records what nobody has proven, and what was done', async (t) => {
  const desk = await madeDesk(t)
  const [{ visa_number: number }, booth] = [await desk.issue(), await desk.enrol('border')]
  const { visa } = desk.world.keys
  if (visa === undefined) throw new Error('a key')
  const lost = makeClaims()
  const evisa = packEvisa(await signCompact(visa.signer, 'evisa+jwt', lost)) ?? ''
  const events = [
    overrideOf(number),
    unresolvedOf(number),
    entryOf(lost.jti, { basis: 'online', evisa }),
    entryOf('K7Q2M4XN9TBC', { at: NOW + 1 }),
  ]
  t.same(
    (await booth.handIn(...events)).map(({ because, result }) => because ?? result),
    ['stored', 'stored', 'unknown-visa', 'stored'],
  )
  const { text } = await desk.run('conflicts')
  t.match(text, /\n {2}UNRESOLVED: an ADMIT that nobody confirmed/)
  t.match(text, /, counts, walked-away, ADMIT of 2026-11-22T09:59:00\+05:00 \(record/)
  t.match(text, /, counts, STAMPS_CHECKED: never stamped, with KZ-2 \(unproven\) \(record/)
  t.match(text, /entry online .*, held, with an e-visa of this authority \(record/)
  t.match(text, /entry offline .*, counts, with no e-visa that is proven \(record/)
  const { json } = await desk.run('conflicts', '--kind', 'unknown-visa')
  t.match(json[0].conflicts, [{ records: [{ evisa_proven: true }] }, { records: [{ evisa_proven: false }] }])
  const [{ id }] = json[0].conflicts
  t.match(await desk.run('review', id, '--accept', '--reason', 'the store lost it'), { text: `accepted ${id}` })
})

t.test('a record of nobody’s e-visa is told as such', async (t) => {
  const desk = await madeDesk(t)
  const booth = await desk.enrol('border')
  await booth.handIn(unprovenReferral({ at: NOW + 3600 }))
  const { text } = await desk.run('conflicts')
  t.match(text, /\n {2}nobody's e-visa, device /)
  t.match(text, /referral at NQZ, .*, counts, for signature\/invalid \(record/)
})

t.test('every kind is said in words, without what a terminal obeys', async (t) => {
  const desk = await madeDesk(t)
  const { visa_number: number } = await desk.issue({ category: 'A5', entries: 'multiple' })
  const booth = async (work: (device: EnrolledDevice) => Promise<unknown>) => work(await desk.enrol('border'))
  const exit = () => exitOf(number, { checkpoint: 'N\u009bQ\u202eZ' })
  await booth(async ({ chain, handIn }) => {
    await handIn(exit())
    const { head } = chain
    await handIn(exit())
    chain.head = head
    await handIn(exit())
  })
  await booth(async ({ chain, handIn }) => {
    await chain.sign(exit())
    await handIn(exit())
  })
  await booth(({ handIn }) => handIn(exitOf(number, { at: NOW + 3600 })))
  const twin = exit()
  await booth(({ handIn }) => handIn(twin, { ...twin, at: NOW - 9 }))
  await booth(({ handIn }) => handIn(voidOf(number, twin.id)))
  await usedTwice(desk)
  const { text } = await desk.run('conflicts')
  const words = ['CLONED DEVICE', 'MISSING RECORDS', 'WRONG CLOCK', 'ID USED TWICE', 'VOID', 'DOUBLE USE']
  for (const word of words) t.ok(text.includes(`\n  ${word}`), word)
  t.match(text, / at N Q Z, /)
  t.notMatch(text.replaceAll('\n', ''), /\p{C}/u)
})
