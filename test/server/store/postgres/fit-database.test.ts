import t from 'tap'
import { assertDurable, assertWritable } from '../../../../server/store/postgres/fit-database.ts'

type Asked = Parameters<typeof assertDurable>[0]

/** What answers every statement with this row. */
const answering = (row: object) => ({ query: async () => ({ rows: [row] }) }) as unknown as Asked

const FIT = { version: '150018', fsync: 'on', full_page_writes: 'on', synchronous_commit: 'remote_apply' }

t.test('takes what is durable and new enough', async (t) => {
  await assertDurable(answering(FIT))
  await t.rejects(assertDurable(answering({ ...FIT, version: '140001' })), { message: /15 or newer is needed/ })
  await t.rejects(assertDurable(answering({ ...FIT, fsync: 'off' })), {
    message: 'the database is not durable: fsync is off; set it on',
  })
})

t.test('takes no standby, and none that is set read-only', async (t) => {
  await assertWritable(answering({ recovers: false, setting: 'off' }))
  await t.rejects(assertWritable(answering({ recovers: true, setting: 'on' })), {
    code: '25006',
    message: 'it is a standby, or still recovers: name its primary',
  })
  await t.rejects(assertWritable(answering({ recovers: false, setting: 'on' })), {
    code: '25006',
    message: /^it is set read-only/,
  })
})
