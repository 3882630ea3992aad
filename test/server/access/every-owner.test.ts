/** Every thing that a person has, asked for by everybody else: it is answered as what is not there. */
import t from 'tap'
import { type Built, build, type Method } from '../build-app.ts'
import { lettersTo, type Person, people } from '../people.ts'

interface Made {
  readonly id: string
  /** What its owner would send, and be heard. */
  readonly body?: object
}

interface Owned {
  readonly what: string
  /** Makes one that belongs to `owner`. */
  readonly make: (owner: Person, built: Built) => Promise<Made>
  /** Each way to reach it; `ID` stands for its id. */
  readonly ways: readonly (readonly [method: Method, path: string])[]
}

// A room adds a row for each kind of thing that it keeps for people.
const THINGS: readonly Owned[] = [
  {
    what: 'session',
    make: async ({ call }) => {
      const { sessions } = (await call('GET', '/v1/sessions')).body
      return { id: sessions.find(({ current }: { current: boolean }) => !current).id }
    },
    ways: [['DELETE', '/v1/sessions/ID']],
  },
  {
    what: 'change of address',
    make: async ({ call, account }, built) => {
      const email = `${account}@example.org`
      const { id, browser } = (await call('POST', '/v1/account/address-changes', { email })).body
      return { id, body: { browser, code: lettersTo(built, email)[0]?.content.code } }
    },
    ways: [['POST', '/v1/account/address-changes/ID/code']],
  },
]

const NOTHING = '018f0000-0000-7000-8000-000000000000'

for (const { what, make, ways } of THINGS) {
  t.test(`a ${what} of another person is answered as one that is not there`, async (t) => {
    const built = await build(t)
    const { applicant, host } = await people(built)
    const owners = [await applicant('anna@example.org'), await host('anna@example.org')]
    // Each has two sessions, so that there is one to be ended.
    await applicant('anna@example.org')
    await host('anna@example.org')
    const others = [...owners, await applicant('eve@example.org'), await host('eve@example.org')]
    for (const owner of owners) {
      const { id, body } = await make(owner, built)
      const called = ({ call }: Person, of: string) =>
        ways.map(
          ([method, path]) =>
            () =>
              call(method, path.replace('ID', of), body),
        )
      for (const other of others.filter(({ account }) => account !== owner.account)) {
        const nothing = called(other, NOTHING)
        for (const [at, theirs] of called(other, id).entries()) {
          const answer = await theirs()
          t.equal(answer.status, 404, ways[at]?.join(' ') ?? '')
          t.strictSame(answer.body, (await nothing[at]?.())?.body)
        }
      }
      for (const own of called(owner, id)) t.ok((await own()).status < 300, 'the owner is heard')
    }
  })
}

t.test('lists and accounts are those of whoever asks', async (t) => {
  const built = await build(t)
  const { applicant, host } = await people(built)
  const [anna, eve, hotel] = [await applicant('a@b.kz'), await applicant('e@b.kz'), await host('a@b.kz')]
  const all = await Promise.all(
    [anna, eve, hotel].map(async ({ call }) => (await call('GET', '/v1/sessions')).body.sessions),
  )
  t.equal(new Set(all.flat().map(({ id }) => id)).size, 3)
  for (const { account, call } of [anna, eve, hotel]) t.equal((await call('GET', '/v1/account')).body.id, account)
  await eve.call('DELETE', '/v1/sessions/others')
  for (const { call } of [anna, hotel]) t.equal((await call('GET', '/v1/account')).status, 200)
  t.equal(lettersTo(built, 'a@b.kz').length, 2)
})
