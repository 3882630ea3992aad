import t from 'tap'
import { fail, ok } from '../../../evisa/result.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { hashToken } from '../../../platform/token-text.ts'
import { type Finishing, finishByCode, finishByLink } from '../../../server/accounts/finish-sign-in.ts'
import { guessGuard, MAX_GUESSES } from '../../../server/accounts/guess-guard.ts'
import { codeOfLink, hashCode } from '../../../server/accounts/sign-in-secrets.ts'

const ACT = { actor: 'dev-portal', at: NOW }
const PLACE = { device: 'dev-portal', browser: 'Firefox', network: '', guesser: '203.0.113.7' }
const TYPED = { signIn: 's', browser: 'held', code: '123456' }
const account = { id: 'a', kind: 'applicant', email: 'a@b.kz', language: 'en', createdAt: NOW } as const

/** A store for which one code, and one link, is right. */
function made() {
  const sessions: { readonly tokenHash: string }[] = []
  const store: Finishing['store'] = {
    signInByCode: async ({ codeHash }, _account, session) => {
      if (codeHash !== hashCode('held', '123456')) return fail({ kind: 'wrong-code', left: 4 })
      sessions.push(session)
      return ok({ account, expiresAt: NOW + 9 })
    },
    signInByLink: async ({ linkHash, browserHash }, _account, session) => {
      if (linkHash !== hashToken('link')) return fail('no-such-sign-in')
      if (browserHash !== hashToken('held')) return fail('other-browser')
      sessions.push(session)
      return ok({ account, expiresAt: NOW + 9 })
    },
  }
  return { sessions, context: { store, guesses: guessGuard() } }
}

t.test('the token of a session is told once: only its hash is kept', async (t) => {
  const { sessions, context } = made()
  const byCode = await finishByCode(TYPED, PLACE, ACT, context)
  const byLink = await finishByLink({ link: 'link', browser: 'held' }, PLACE, ACT, context)
  for (const [at, begun] of [byCode, byLink].entries()) {
    if (!begun.ok || !('token' in begun.value)) throw new Error('not begun')
    t.equal(sessions[at]?.tokenHash, hashToken(begun.value.token))
    t.match(begun.value, { account, expiresAt: NOW + 9 })
  }
})

t.test('elsewhere the link gives the code to be typed', async (t) => {
  const { context } = made()
  for (const browser of [null, 'another']) {
    t.strictSame(await finishByLink({ link: 'link', browser }, PLACE, ACT, context), ok({ code: codeOfLink('link') }))
  }
})

t.test('guesses of codes and links are counted together, and right ones are not', async (t) => {
  const { context } = made()
  for (let count = 0; count < MAX_GUESSES * 2; count++) await finishByCode(TYPED, PLACE, ACT, context)
  for (let count = 0; count < MAX_GUESSES; count++) {
    const wrong = count % 2 === 0 ? finishByCode({ ...TYPED, code: '000000' }, PLACE, ACT, context) : null
    t.equal((await (wrong ?? finishByLink({ link: 'x', browser: null }, PLACE, ACT, context))).ok, false)
  }
  t.strictSame(await finishByCode(TYPED, PLACE, ACT, context), fail('too-many-guesses'))
  t.ok((await finishByCode(TYPED, { ...PLACE, guesser: '203.0.113.8' }, ACT, context)).ok)
})
