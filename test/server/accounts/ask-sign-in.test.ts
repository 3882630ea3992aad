import { join } from 'node:path'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { type AskedSignIn, askSignIn } from '../../../server/accounts/ask-sign-in.ts'
import { finishByCode } from '../../../server/accounts/finish-sign-in.ts'
import { guessGuard } from '../../../server/accounts/guess-guard.ts'
import type { AccountStore, NewSignIn } from '../../../server/store/account-store.ts'
import { accountsInSteps } from '../../../server/store/accounts-in-steps.ts'
import { sqliteSteps } from '../../../server/store/sqlite/sqlite-steps.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import type { Runs, Steps } from '../../../server/store/steps.ts'

const ACT = { actor: 'dev-portal', at: NOW }
const ASKED: AskedSignIn = { kind: 'applicant', email: 'anna@example.org', language: 'en', account: null }

/** Every statement that is run, in order. */
function recorded(runs: Runs) {
  const statements: string[] = []
  const watched = function* <T>(steps: Steps<T>): Steps<T> {
    let at = steps.next()
    while (!at.done) {
      statements.push('sql' in at.value ? at.value.sql : `note ${at.value.note.act}`)
      at = steps.next(yield at.value)
    }
    return at.value
  }
  const act: Runs['act'] = (work) => runs.act(() => watched(work()))
  const read: Runs['read'] = (work) => runs.read(() => watched(work()))
  return { statements, runs: { act, read } }
}

async function made(t: Test) {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  const database = new Database(file)
  t.teardown(async () => {
    database.close()
    await store.close()
  })
  const { statements, runs } = recorded(sqliteSteps(database))
  return {
    store,
    statements,
    accounts: accountsInSteps(runs),
    letters: () => database.prepare('SELECT content FROM letters').pluck().all(),
  }
}

/** A store that only remembers what it was asked. */
function remembering(isSent = true) {
  const asked: NewSignIn[] = []
  const letters: object[] = []
  const store: Pick<AccountStore, 'askSignIn'> = {
    askSignIn: async (signIn, letter) => {
      asked.push(signIn)
      letters.push(letter)
      return isSent
    },
  }
  return { asked, letters, store }
}

t.test('the same statements are run for an address that has an account and for one that has none', async (t) => {
  const { store, statements, accounts, letters } = await made(t)
  await store.addEnrolmentCode('code', 'portal', NOW + 60, ACT)
  const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const
  await store.enrolDevice('code', { id: 'dev-portal', name: 'portal', jwk }, { at: NOW })
  const { id, browser } = await askSignIn(ASKED, ACT, { store: accounts })
  const code = JSON.parse(String(letters()[0])).code
  const place = { device: 'dev-portal', browser: '', network: '', guesser: 'anna' }
  const begun = await finishByCode({ signIn: id, browser, code }, place, ACT, {
    store: accounts,
    guesses: guessGuard(),
  })
  t.ok(begun.ok)
  const runFor = async (email: string) => {
    statements.length = 0
    await askSignIn({ ...ASKED, email }, ACT, { store: accounts })
    return [...statements]
  }
  const known = await runFor(ASKED.email)
  t.strictSame(await runFor('nobody@example.org'), known)
  t.equal(known.filter((sql) => /accounts/.test(sql)).length, 0, 'nobody is asked whether there is one')
  for (let count = 3; count <= 5; count++) await runFor(ASKED.email)
  const beyond = await runFor(ASKED.email)
  t.strictSame(
    beyond,
    known.filter((sql) => !/INSERT INTO letters/.test(sql)),
    'only no letter is queued',
  )
})

t.test('only hashes are kept, and the queue is woken where something is sent', async (t) => {
  const woken: string[] = []
  const mail = { wake: () => void woken.push('mail') }
  const { asked, letters, store } = remembering()
  const { browser } = await askSignIn(ASKED, ACT, { store, mail, portalUrl: 'https://portal.example' })
  const [letter] = letters as { content: { code: string; link: string } }[]
  const kept = JSON.stringify(asked)
  for (const secret of [browser, letter?.content.code ?? '', letter?.content.link.split('token=').at(-1) ?? '']) {
    t.notOk(kept.includes(secret), secret)
  }
  t.equal(woken.length, 1)
  await askSignIn(ASKED, ACT, { store: remembering(false).store, mail })
  t.equal(woken.length, 1)
})

t.test(
  'without the address of a portal the letter has a code alone; to change an address it never has a link',
  async (t) => {
    const { letters, store } = remembering()
    await askSignIn(ASKED, ACT, { store })
    await askSignIn({ ...ASKED, account: 'one' }, ACT, { store, portalUrl: 'https://portal.example' })
    t.match(letters, [{ kind: 'sign-in', content: { link: '', code: /^\d{6}$/ } }, { kind: 'change-address' }])
    t.notMatch(JSON.stringify(letters), /https/)
  },
)
