import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { describeDoubt, describeRecovery } from '../../../desk/terminal/recovery-commands.ts'
import { RECOVERY_TOKEN } from '../../server/build-app.ts'
import { madeDesk } from '../made-desk.ts'

const NONE = { device: 0, operator: 0, place: 0, letters: 0, deliveries: 0, issuing: 0, payment: 0 }
const EPOCH = { number: 2, id: 'e'.repeat(43) }

t.test('a store that was restored is said to be so, and what is in doubt is settled', async (t) => {
  const desk = await madeDesk(t)
  const scanner = await desk.enrol('border')
  const other = await desk.enrol('carrier')
  t.match((await desk.run('recovery')).text, /^epoch 1; .* nothing is in doubt$/)
  const file = join(desk.dir, 'token')
  writeFileSync(file, 'x'.repeat(43))
  const restoring = () => desk.run('restored', '--recovery-token-file', file, '--though-whole')
  await t.rejects(restoring(), { message: /not the recovery token.*npm run -s keys -- recovery-token/ })
  writeFileSync(file, `${RECOVERY_TOKEN}\n`)
  await t.rejects(desk.run('restored', '--recovery-token-file', file), {
    message: /nothing was done: another epoch ends/,
  })
  const restored = await restoring()
  t.match(restored.text, /^epoch 2;/)
  t.match(restored.text, /the bank is still asked what it took on 20/)
  t.match(restored.text, /2 devices .*\n +recovery list device\n +recovery confirm device --all/)
  t.notMatch(restored.text, /letters/)
  const listed = (await desk.run('recovery', 'list', 'device')).text.split('\n')
  t.same(listed.toSorted(), [scanner.id, other.id].toSorted())
  t.equal((await desk.run('recovery', 'list', 'place')).text, 'nothing')
  await t.rejects(desk.run('recovery', 'confirm', 'device'), { message: /name what is meant/ })
  await t.rejects(desk.run('recovery', 'confirm', 'device', scanner.id, '--all'), { message: /name what is meant/ })
  t.match(
    (await desk.run('recovery', 'end', 'device', scanner.id, 'dev-9')).text,
    /^1 of 2: it is revoked.*; 1 not in doubt: see `recovery list device`$/,
  )
  await t.rejects(desk.run('recovery', 'end', 'device', 'dev-9'), { message: /^nothing was done: none of these is/ })
  t.match((await desk.run('recovery', 'confirm', 'device', '--all')).text, '1 of 1: it works as before')
  await t.rejects(desk.run('recovery', 'confirm', 'device', '--all'), { message: /no device is in doubt/ })
  t.match((await desk.run('recovery')).json[0], { behind: null, in_doubt: NONE })
})

t.test('what is to be done stands with what is wrong', async (t) => {
  const behind = { lost: ['ledger', 'snapshot'], shown_by: 'device', since: 1_795_000_000 }
  const text = describeRecovery({ behind, epoch: EPOCH, in_doubt: NONE, unsettled_days: [] })
  t.match(text, /THE STORE WENT BACK \(noticed 2026-11-1.*what a device holds\)\.\nIt lacks: ledger, snapshot\./)
  t.match(text, /-- restored --recovery-token-file FILE\n.*docs\/recovery\.md\.$/)
  const unknown = describeRecovery({
    behind: { ...behind, lost: ['mark'] },
    epoch: EPOCH,
    in_doubt: NONE,
    unsettled_days: [],
  })
  t.match(unknown, /\nHow far it went nobody here can tell: store-mark/)
  t.match(describeDoubt({ id: '0/7', status: 'revoked', visa_number: null, kept: true }), /does not know, which stays$/)
  t.match(
    describeDoubt({ id: '0/7', status: 'exhausted', visa_number: 'K7Q2M4XN9TBC', kept: false }),
    /^0\/7 {2}published as exhausted, K7Q2-M4XN-9TBC$/,
  )
  const days = { behind: null, epoch: EPOCH, in_doubt: NONE, unsettled_days: ['2026-11-29', '2026-11-30'] }
  t.match(
    describeRecovery(days),
    /nothing is in doubt\n\n {2}the bank is still asked what it took on 2026-11-29, 2026-11-30:/,
  )
  t.match(
    describeRecovery({ ...days, in_doubt: { ...NONE, payment: 1 } }),
    /end payment .*goes back.*\n\n.*still asked/,
  )
  const payment = { id: '98765432/777777000001', status: null, visa_number: 'K7Q2M4XN9TBC', kept: false }
  t.equal(describeDoubt(payment), '98765432/777777000001  for case K7Q2-M4XN-9TBC')
  t.equal(describeDoubt({ id: 'dev-1\u001b[2J', status: null, visa_number: null, kept: false }), 'dev-1 [2J')
})
