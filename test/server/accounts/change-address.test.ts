import t from 'tap'
import { fail, ok } from '../../../evisa/result.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { changeAddress } from '../../../server/accounts/change-address.ts'
import { guessGuard, MAX_GUESSES } from '../../../server/accounts/guess-guard.ts'
import { hashCode } from '../../../server/accounts/sign-in-secrets.ts'

const ACT = { actor: 'applicant/a', at: NOW }
const OWNER = { account: 'a', session: 's' }
const account = { id: 'a', kind: 'applicant', email: 'new@b.kz', language: 'en', createdAt: NOW } as const

t.test('guesses are counted by the account, and the old address is written to at once', async (t) => {
  const woken: string[] = []
  const services = {
    store: {
      changeAddress: async ({ codeHash }: { codeHash: string }) =>
        codeHash === hashCode('held', '123456') ? ok(account) : fail({ kind: 'wrong-code', left: 1 } as const),
    },
    guesses: guessGuard(),
    mail: { wake: () => void woken.push('mail') },
  }
  const change = (code: string, owner = OWNER) =>
    changeAddress({ signIn: 'x', browser: 'held', code }, owner, ACT, services)
  t.strictSame(await change('123456'), ok(account))
  t.equal(woken.length, 1)
  for (let count = 0; count < MAX_GUESSES; count++) t.equal((await change('000000')).ok, false)
  t.strictSame(await change('123456'), fail('too-many-guesses'))
  t.ok((await change('123456', { ...OWNER, account: 'b' })).ok)
})
