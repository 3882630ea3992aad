import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { makeRecoveryToken, readRecoveryHash } from '../../keys/recovery-token.ts'
import { hashToken } from '../../platform/token-text.ts'

t.test('the token is told once and kept nowhere; the next one ends it', async (t) => {
  const dir = t.testdir()
  t.equal(readRecoveryHash(dir), null)
  const first = makeRecoveryToken(dir, 5)
  t.equal(readRecoveryHash(dir), hashToken(first))
  const second = makeRecoveryToken(dir, 6)
  t.not(second, first)
  t.equal(readRecoveryHash(dir), hashToken(second))
  const journal = readFileSync(join(dir, 'journal.jsonl'), 'utf8')
  t.equal(journal.split('recovery-token').length, 3)
  t.notMatch(journal, second)
  writeFileSync(join(dir, 'recovery-token.sha256'), 'x\n')
  t.throws(() => readRecoveryHash(dir), { code: 'recovery/malformed' })
})
