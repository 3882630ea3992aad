import { createHash } from 'node:crypto'
import t from 'tap'
import { linkAudit, publicationEntry, readDetail } from '../../../server/store/audit-hash.ts'
import type { AuditEntry } from '../../../server/store/audit-store.ts'
import { ACT } from './made-visas.ts'

const entry: AuditEntry = {
  ...ACT,
  actor: 'authority/Әсел',
  act: 'set-status',
  subject: 'K7Q2M4XN9TBK',
  detail: { status: 'revoked', reason: 'lost', count: 1 },
}

t.test('a row is named by the hash of all that it says, as anybody can compute it', async (t) => {
  const row = linkAudit(entry, null)
  t.match(row, { position: 1, prev: '', ...entry })
  const text =
    `{"position":1,"prev":"","at":${ACT.at},"actor":"authority/\\u04d8\\u0441\\u0435\\u043b","act":"set-status",` +
    '"subject":"K7Q2M4XN9TBK","detail":{"status":"revoked","reason":"lost","count":1}}'
  t.equal(row.hash, createHash('sha256').update(text).digest('base64url'))
  t.match(linkAudit(entry, row), { position: 2, prev: row.hash })
})

t.test('a detail is read as it was written, and what is none is shown and not believed', async (t) => {
  t.same(readDetail(JSON.stringify(entry.detail)), entry.detail)
  for (const stored of ['', '{', 'null', '[1]', '"text"', '{"a":{}}', '{"a":null}', '{"a":true}'])
    t.same(readDetail(stored), { unreadable: stored }, stored)
})

t.test('of what is published the keys and the policy are noted, not what is signed anew all the time', async (t) => {
  const published = (path: string) =>
    publicationEntry({ path, version: 3, kid: 'k', signedAt: 1, contentHash: 'c', sha256: 's', body: 'b' }, ACT.at)
  const detail = { version: 3, sha256: 's' }
  t.same(published('trust'), { ...ACT, act: 'change-keys', subject: 'trust', detail })
  t.same(published('root/2'), { ...ACT, act: 'change-keys', subject: 'root/2', detail })
  t.same(published('policy'), { ...ACT, act: 'change-policy', subject: 'policy', detail })
  for (const path of ['snapshot', 'status/0', 'register/k']) t.equal(published(path), null, path)
})
