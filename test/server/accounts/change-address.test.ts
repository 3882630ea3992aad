import t from 'tap'
import { fail, ok } from '../../../evisa/result.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { askAddressChange, changeAddress } from '../../../server/accounts/change-address.ts'
import { guessGuard, MAX_GUESSES } from '../../../server/accounts/guess-guard.ts'
import { hashCode } from '../../../server/accounts/sign-in-secrets.ts'

const ACT = { actor: 'applicant/a', at: NOW }
const OWNER = { account: 'a', session: 's' }
const account = { id: 'a', kind: 'applicant', email: 'new@b.kz', language: 'en', createdAt: NOW } as const

t.test('guesses are counted by the account, and the old address is written to at once', async (t) => {
  const woken: string[] = []
  const services = {
    store: {
      changeAddress: async ({ codeHash, ownCodeHash }: { codeHash: string; ownCodeHash: string }) =>
        codeHash === hashCode('held', '123456') && ownCodeHash === hashCode('held', '654321')
          ? ok(account)
          : fail({ kind: 'wrong-code', left: 1 } as const),
    },
    guesses: guessGuard(),
    mail: { wake: () => void woken.push('mail') },
  }
  const change = (code: string, owner = OWNER) =>
    changeAddress({ signIn: 'x', browser: 'held', code, ownCode: '654321' }, owner, ACT, services)
  t.strictSame(await change('123456'), ok(account))
  t.equal(woken.length, 1)
  for (let count = 0; count < MAX_GUESSES; count++) t.equal((await change('000000')).ok, false)
  t.strictSame(await change('123456'), fail('too-many-guesses'))
  t.ok((await change('123456', { ...OWNER, account: 'b' })).ok)
})

t.test(
  'a code goes to each of both addresses, for the same browser, and the answer is that of the new one',
  async (t) => {
    const asked: { email: string; browserHash: string; account: string | null; id: string }[] = []
    const kinds: string[] = []
    const store = {
      askSignIn: async (signIn: (typeof asked)[number], { kind }: { kind: string }) => {
        asked.push(signIn)
        kinds.push(kind)
        return true
      },
    }
    const made = await askAddressChange({ ...account, email: 'old@b.kz' }, 'new@b.kz', ACT, { store })
    t.match(asked, [
      { email: 'new@b.kz', account: 'a' },
      { email: 'old@b.kz', account: 'a' },
    ])
    t.strictSame(kinds, ['change-address', 'leave-address'])
    t.equal(asked[0]?.browserHash, asked[1]?.browserHash)
    t.equal(made.id, asked[0]?.id)
  },
)
