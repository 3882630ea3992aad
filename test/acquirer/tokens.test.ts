import t from 'tap'
import { TOKEN_SECONDS, tokensOf } from '../../acquirer/tokens.ts'

const FORM = { grant_type: 'client_credentials', client_id: 'shop', client_secret: 's' }

t.test('a token is given to the shop alone, and is good once', async (t) => {
  let now = 1000
  const tokens = tokensOf('shop', 's', () => now)
  for (const form of [
    undefined,
    {},
    { ...FORM, client_secret: 'x' },
    { ...FORM, client_id: 'x' },
    { ...FORM, grant_type: 'x' },
  ])
    t.equal(tokens.give(form), null)
  const token = tokens.give(FORM)
  t.notOk(tokens.use(undefined))
  t.notOk(tokens.use('Bearer another'))
  t.ok(tokens.use(`Bearer ${token}`))
  t.notOk(tokens.use(`Bearer ${token}`))
  const late = tokens.give(FORM)
  now += TOKEN_SECONDS + 1
  t.notOk(tokens.use(`Bearer ${late}`))
})
