import { join } from 'node:path'
import t from 'tap'
import { openMessageStore } from '../../mailbox/message-store.ts'

const NEWEST = { to: null, before: null, most: 10 }
const made = (subject: string, ...to: string[]) => ({
  ...{ receivedAt: 1_790_000_000, from: 'evisa@evisa.example', subject, to },
  raw: Buffer.from(`Subject: ${subject}\r\n\r\n`),
})

t.test('what was kept is there after a restart, newest first', async (t) => {
  const file = join(t.testdir(), 'mailbox.db')
  const first = openMessageStore(file)
  const id = first.keep(made('one', 'A@b.example'))
  first.keep(made('two', 'c@d.example', 'A@b.example', 'a@B.example'))
  first.close()
  const store = openMessageStore(file)
  t.teardown(() => store.close())
  t.strictSame(
    store.list(NEWEST).map(({ subject }) => subject),
    ['two', 'one'],
  )
  t.strictSame(store.byId(id), { id, ...made('one', 'A@b.example') })
  t.equal(store.byId(99), null)
})

t.test('mail to an address is found however it is written, and by pages', async (t) => {
  const store = openMessageStore(join(t.testdir(), 'mailbox.db'))
  t.teardown(() => store.close())
  const ids = ['one', 'two', 'three'].map((subject) => store.keep(made(subject, 'A@b.example')))
  store.keep(made('else', 'other@b.example'))
  const of = (before: number | null, most: number) =>
    store.list({ to: 'a@B.example', before, most }).map(({ subject }) => subject)
  t.strictSame(of(null, 2), ['three', 'two'])
  t.strictSame(of(ids[1] ?? null, 2), ['one'])
  t.strictSame(store.list({ ...NEWEST, to: 'b.example' }), [])
})

t.test('the oldest make room for the newest', async (t) => {
  const store = openMessageStore(join(t.testdir(), 'mailbox.db'), 2)
  t.teardown(() => store.close())
  const [first = 0] = ['one', 'two', 'three'].map((subject) => store.keep(made(subject, 'a@b.example')))
  t.equal(store.byId(first), null)
  for (const to of [null, 'a@b.example'])
    t.match(store.list({ ...NEWEST, to }), [{ subject: 'three' }, { subject: 'two' }])
})
