import t from 'tap'
import { hashToken, isToken, makeToken } from '../../platform/token-text.ts'

t.test('tokens are 256 random bits, and only their hash is kept', async (t) => {
  const tokens = new Set(Array.from({ length: 100 }, makeToken))
  t.equal(tokens.size, 100)
  t.ok([...tokens].every(isToken))
  for (const wrong of ['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}.`, `${'a'.repeat(43)}\n`])
    t.notOk(isToken(wrong), JSON.stringify(wrong))
  t.equal(hashToken('abc'), 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
})
