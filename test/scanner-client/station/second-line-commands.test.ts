import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { accountEntries } from '#evisa/entry-account.ts'
import { handOverText } from '../../../scanner-client/offline/referrals.ts'
import { PERERA, serving, stationAt } from './station-commands.ts'

const idOf = (recorded: unknown) => (recorded as { event: { id: string } }).event.id

t.test('sends to second line, which lists, takes, hands back, and closes', async (t) => {
  const server = await serving(t)
  const [first, second] = [await stationAt(server), await stationAt(server)]
  const visa = await server.built.issue()
  const sent = await first.online('refer', visa.qr_text, '--why', 'nervous', '--operator', 'KZ-1')
  t.match(sent.recorded, {
    recorded: 'referral',
    basis: 'online',
    event: { reasons: ['nervous', 'passport/not-read'] },
  })
  const id = idOf(sent.recorded)
  const listed = await second.online('second-line', 'list')
  t.match(listed.text, new RegExp(`^${id} open: .* entry .* from KZ-1: nervous, passport/not-read$`))
  const taken = await second.online('second-line', 'take', id, '--operator', 'KZ-3', ...PERERA)
  t.match(taken, {
    scan: { decision: { outcome: 'clear', visa: { visa_number: visa.visa_number } } },
    told: [/^taken/],
  })
  t.match((await first.online('second-line')).text, /taken by KZ-3/)
  t.match((await second.online('second-line', 'hand-back', id)).text, /^handed-back: .*, online$/)
  const admitted = await second.online('admit', visa.qr_text, ...PERERA, '--referral', id)
  t.match(admitted.recorded, { recorded: 'entry', event: { referral: id } })
  t.match((await second.online('second-line', 'list')).text, /^nobody waits at NQZ$/)
  await t.rejects(second.online('second-line', 'close', id, '--text', 'gone'), /no such referral/)
})

t.test('without a network a hand-over code does', async (t) => {
  const server = await serving(t)
  const [first, second] = [await stationAt(server), await stationAt(server)]
  const visa = await server.built.issue()
  const sent = await first.offline('refer', visa.qr_text)
  const id = idOf(sent.recorded)
  const code = handOverText((await first.record(id))?.jws ?? '')
  const elsewhere = second.offline('second-line', 'take', code, '--checkpoint', 'ALA')
  await t.rejects(elsewhere, /this hand-over code is for second line of NQZ, and this is ALA/)
  t.match((await second.offline('second-line', 'list')).text, /nobody waits/)
  const taken = await second.offline('second-line', 'take', code)
  t.match(taken.scan?.decision, { outcome: 'refer', online: false, reason: 'passport/not-read' })
  const listed = await second.offline('second-line', 'list')
  t.match(listed.text, /taken by .* NOT verified/)
  t.match(listed.told, [/the server did not say/])
  t.match((await second.offline('second-line', 'close', id, '--text', 'sent home')).text, /kept here until sync/)
  t.match((await second.offline('second-line', 'list')).text, /nobody waits/)
})

t.test('one that was handed over waits no more once a record closed it, and that is handed in', async (t) => {
  const server = await serving(t)
  const [first, second] = [await stationAt(server), await stationAt(server)]
  const visa = await server.built.issue()
  const ways = [
    ['refuse', visa.qr_text, '--why', 'no means of support'],
    ['admit', visa.qr_text],
    ['exit', visa.qr_text],
    ['exit', 'EV1:1'],
  ]
  for (const way of ways) {
    const id = idOf((await first.offline('refer', visa.qr_text)).recorded)
    await second.offline('second-line', 'take', handOverText((await first.record(id))?.jws ?? ''))
    t.match((await second.online('second-line', 'list')).text, new RegExp(`^${id} taken`))
    t.match((await second.online(...way, ...PERERA, '--referral', id)).recorded, { basis: 'online' })
    t.match((await second.online('second-line', 'list')).text, /^nobody waits at NQZ$/, way.join(' '))
  }
})

t.test('a green ADMIT that nobody took up is recorded as walked away, and uses up nothing', async (t) => {
  const server = await serving(t)
  const booth = await stationAt(server)
  const visa = await server.built.issue()
  t.match((await booth.online('walked-away', visa.qr_text, ...PERERA)).text, /^recorded: walked away/)
  t.match(await booth.online('walked-away', visa.qr_text), { recorded: null, told: [/only of a green ADMIT/] })
  const admitted = await booth.online('admit', visa.qr_text, ...PERERA)
  t.match(admitted.recorded, { recorded: 'entry' })
  const known = await server.built.store.crossingsOf(visa.visa_number)
  t.same(known.map(({ action }) => action).sort(), ['entry', 'unresolved'])
})

t.test('an exit of a code that proves nothing takes the passport', async (t) => {
  const server = await serving(t)
  const booth = await stationAt(server)
  t.match(await booth.online('exit', 'EV1:1'), { recorded: null, told: [/NOTHING was recorded.*--mrz/] })
  const left = await booth.online('exit', 'EV1:1', ...PERERA)
  t.match(left, { recorded: { recorded: 'exit', event: { visa_number: null } }, told: [] })
  await t.rejects(booth.online('void', 'last', '--why', 'the wrong button'), { message: /nothing was changed/ })
})

t.test('the last record is the last one: nobody else is taken back in its place', async (t) => {
  const server = await serving(t)
  const booth = await stationAt(server)
  const visa = await server.built.issue()
  await booth.online('admit', visa.qr_text, ...PERERA)
  const sent = await booth.online('refer', visa.qr_text, ...PERERA)
  await t.rejects(booth.online('void', 'last', '--why', 'the wrong button'), { message: /by its id/ })
  await t.rejects(booth.online('void', idOf(sent.recorded), '--why', 'the wrong one'), {
    message: /second line closes/,
  })
  const standing = async () => accountEntries(await server.built.store.crossingsOf(visa.visa_number)).used
  t.equal(await standing(), 1, 'who is inside is inside')
})

t.test(
  'lines of a passport may lie in a file, wherever they are asked for; one that is not there is said',
  async (t) => {
    const server = await serving(t)
    const booth = await stationAt(server)
    const visa = await server.built.issue()
    const [, lines = ''] = PERERA
    const file = join(server.built.dir, 'mrz')
    writeFileSync(file, lines.split('|').join('\n'))
    const sent = await booth.online('refer', visa.qr_text)
    const taken = await booth.online('second-line', 'take', idOf(sent.recorded), '--mrz', file)
    t.notMatch(JSON.stringify(taken), /passport\/misread/)
    await t.rejects(booth.online('refer', visa.qr_text, '--mrz', `${file}-not`), { message: /there is no file/ })
  },
)

t.test('what is not recorded is said to be not recorded', async (t) => {
  const server = await serving(t)
  const booth = await stationAt(server)
  const refused = await booth.online('refuse', 'EV1:1', '--why', 'forged')
  t.match(
    refused.recorded,
    { recorded: 'refusal', event: { visa_number: null } },
    'also who has none that proves anything',
  )
  await t.rejects(booth.online('admit', 'EV1:1', '--referral', 'bogus'), { message: /id of a referral/ })
})

t.test('a server of before takes none of it, and that is said', async (t) => {
  const server = await serving(t)
  const booth = await stationAt(server, 'border', 1)
  const visa = await server.built.issue()
  for (const args of [
    ['refer', visa.qr_text],
    ['walked-away', visa.qr_text, ...PERERA],
  ]) {
    await t.rejects(booth.offline(...args), /NOTHING was recorded/)
  }
  t.match(await booth.offline('exit', 'EV1:1', ...PERERA), { recorded: null, told: [/NOTHING was recorded/] })
})
