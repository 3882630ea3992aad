import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { AUDIT_TYP } from '#evisa/audit-checkpoint.ts'
import type { AuditRow } from '#evisa/audit-row.ts'
import { signCompact } from '../../../keys/signer.ts'
import { auditHash } from '../../../platform/audit-hash.ts'
import { linkAudit } from '../../../server/store/audit-hash.ts'
import { AUTHORITY_TOKEN, NOW } from '../../server/build-app.ts'
import { nextRoot, nextTrustList } from '../../server/next-trust-list.ts'
import { runProgram } from '../../server/start-server.ts'
import { type MadeDesk, madeDesk } from '../made-desk.ts'

/** A desk over a server where three visas were issued, and one of them revoked. */
async function workedDesk(t: Test): Promise<MadeDesk> {
  // The server itself would miss the last row at its next act; here it is the trail that tells.
  const desk = await madeDesk(t, { store: (store) => ({ ...store, lostOf: async () => [] }) })
  for (let at = 0; at < 2; at++) await desk.issue()
  const { visa_number } = await desk.issue()
  await desk.call('PUT', `/v1/visas/${visa_number}/status`, { status: 'revoked', reason: 'lost' })
  return desk
}

/** What somebody does who has the file of the store in hand: the rows, and the file open for writing. */
function tamper({ dir }: Pick<MadeDesk, 'dir'>, work: (rows: AuditRow[], file: Database.Database) => void): void {
  const file = new Database(join(dir, 'authority.db'))
  file.exec('DROP TRIGGER IF EXISTS audit_stays; DROP TRIGGER IF EXISTS audit_unchanged')
  const stored = file.prepare<[], Omit<AuditRow, 'detail'> & { detail: string }>(
    'SELECT * FROM audit ORDER BY position',
  )
  work(
    stored.all().map((row) => ({ ...row, detail: JSON.parse(row.detail) })),
    file,
  )
  file.close()
}

/** Puts a row in the place of another. */
function put(file: Database.Database, { detail, ...row }: AuditRow): void {
  file
    .prepare(
      `INSERT OR REPLACE INTO audit (position, prev, at, actor, act, subject, detail, hash)
       VALUES (@position, @prev, @at, @actor, @act, @subject, @detail, @hash)`,
    )
    .run({ ...row, detail: JSON.stringify(detail) })
}

/** Writes the whole chain anew, as if the visa had never been revoked. */
function rewrite(desk: MadeDesk): void {
  tamper(desk, (rows, file) => {
    let last: AuditRow | null = null
    for (const row of rows) {
      last = linkAudit(row.act === 'set-status' ? { ...row, act: 'look-up', detail: {} } : row, last)
      put(file, last)
    }
  })
}

t.test('prints who did what, readably and as JSON', async (t) => {
  const desk = await workedDesk(t)
  await desk.store.noteActs([
    { actor: 'dev-1', at: NOW, act: 'look-up', subject: 'K7\u001b[2J\u202eQ2', detail: { text: 'a\nb' } },
  ])
  const { text, json, code } = await desk.audit()
  t.equal(code, 0)
  const lines = text.split('\n')
  t.match(lines[0], /^ {6}1 {2}2026-11-22T10:00:00\+05:00 {2}authority {2}change-keys root\/1 {2}version 1, sha256 /)
  t.match(lines.at(-2), / {2}authority\/Әсел {2}set-status [A-Z0-9]{12} {2}status revoked, reason lost$/)
  t.match(lines.at(-1), / {2}dev-1 {2}look-up K7 \[2J Q2 {2}text a b$/, 'a terminal is told nothing by it')
  t.match(json, [{ rows: [{ position: 1, act: 'change-keys' }] }])
  const after = await desk.audit('--after', String(lines.length - 1))
  t.same(after.text, lines.at(-1))
  t.match(await desk.audit('--after', '99'), { text: 'nothing was done after row 99', code: 0 })
  await t.rejects(desk.audit('--after', 'first'), /it takes the number of a row/)
})

t.test('finds an untouched trail whole: of the server, exported, and against an earlier export', async (t) => {
  const desk = await workedDesk(t)
  const file = join(desk.dir, 'trail.jsonl')
  const exported = await desk.audit('--export', file)
  t.equal(exported.text, `${file}: 7 rows, and a checkpoint of the last one`)
  if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o600)
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  t.same(Object.keys(JSON.parse(lines.at(-1) ?? '')), ['checkpoint'])
  t.match(await desk.audit('--verify', file), { text: '7 rows, unbroken, 2 checkpoints, the last of row 7', code: 0 })
  const { id } = await desk.enrol('border')
  await desk.call('DELETE', `/v1/devices/${id}`)
  t.match(await desk.audit('--verify', '--against', file), { text: /^10 rows, unbroken, 2 checkpoints, /, code: 0 })
  t.match(await desk.audit('--verify'), { json: [{ fault: null, rows: 10, checkpoints: 2, vouchedFor: 7 }] })
})

for (const [what, reason, work] of [
  [
    'a changed detail',
    'audit/changed 7',
    (rows, file) => {
      const row = rows[6] as AuditRow
      put(file, { ...row, detail: { ...row.detail, reason: 'asked for it' } })
    },
  ],
  [
    'a changed detail whose hash was made to fit',
    'audit/unlinked 6',
    (rows, file) => {
      const row = { ...(rows[4] as AuditRow), actor: 'authority/somebody' }
      put(file, { ...row, hash: auditHash(row) })
    },
  ],
  [
    'a detail that is none',
    'audit/changed 3',
    (_rows, file) => file.exec(`UPDATE audit SET detail = '{"a":{"b":[]}}' WHERE position = 3`),
  ],
  ['a removed row', 'audit/missing 5', (_rows, file) => file.exec('DELETE FROM audit WHERE position = 5')],
  [
    'two rows that were swapped',
    'audit/changed 4',
    (rows, file) => {
      put(file, { ...(rows[4] as AuditRow), position: 4 })
      put(file, { ...(rows[3] as AuditRow), position: 5 })
    },
  ],
  [
    'the last rows removed, by the checkpoint of them',
    'audit/cut-off 6',
    (_rows, file) => file.exec('DELETE FROM audit WHERE position > 5'),
  ],
] as readonly [string, string, (rows: AuditRow[], file: Database.Database) => void][]) {
  t.test(`finds ${what}`, async (t) => {
    const desk = await workedDesk(t)
    await desk.call('GET', '/v1/audit/checkpoint')
    tamper(desk, work)
    const { json, text, code } = await desk.audit('--verify')
    const { fault } = json[0] as { fault: { reason: string; position: number } }
    t.equal(`${fault.reason} ${fault.position}`, reason)
    t.match(text, new RegExp(`^BROKEN: row ${fault.position} `))
    t.equal(code, 1)
  })
}

t.test('the last rows removed with their checkpoints are missed by an earlier export alone', async (t) => {
  const desk = await workedDesk(t)
  const file = join(desk.dir, 'trail.jsonl')
  await desk.audit('--export', file)
  tamper(desk, (_rows, store) => store.exec('DELETE FROM audit WHERE position > 5; DELETE FROM audit_checkpoints'))
  t.match(await desk.audit('--verify'), { text: '5 rows, unbroken, 0 checkpoints\nthe ledger: unbroken', code: 0 })
  t.match(await desk.audit('--against', file), { text: /^BROKEN: row 6 and what followed were removed/, code: 1 })
})

t.test('a whole chain written anew is shown by an earlier export, and by a checkpoint that was left', async (t) => {
  const desk = await workedDesk(t)
  const file = join(desk.dir, 'trail.jsonl')
  await desk.audit('--export', file)
  rewrite(desk)
  t.match(await desk.audit('--verify'), { json: [{ fault: { reason: 'audit/rewritten', position: 7 } }], code: 1 })
  tamper(desk, (_rows, store) => store.exec('DELETE FROM audit_checkpoints'))
  await desk.call('GET', '/v1/audit/checkpoint')
  t.match(await desk.audit('--verify'), {
    text: '7 rows, unbroken, 1 checkpoints, the last of row 7\nthe ledger: unbroken',
    code: 0,
  })
  t.match(await desk.audit('--verify', '--against', file), {
    json: [{ fault: { reason: 'audit/rewritten', position: 7 } }],
    text: /the trail was written anew$/m,
    code: 1,
  })
  // The program itself, as the desk starts it.
  const ended = await runProgram('desk/terminal/cli.ts', ['--url', desk.url, 'audit', '--against', file], {
    EVISA_AUTHORITY_TOKEN: AUTHORITY_TOKEN,
  })
  t.match(ended, { code: 1, stdout: /^BROKEN: row 7 is not the one/, stderr: '' })
})

t.test('a forged checkpoint is found', async (t) => {
  const desk = await workedDesk(t)
  const { position, hash } = (await desk.store.auditAfter(3, 1))[0] as AuditRow
  const forged = await signCompact(signerOf(desk, 'unlisted'), AUDIT_TYP, { iat: NOW, position, hash })
  tamper(desk, (_rows, store) =>
    store.prepare('INSERT OR REPLACE INTO audit_checkpoints (position, jws) VALUES (?, ?)').run(position, forged),
  )
  t.match(await desk.audit('--verify'), { json: [{ fault: { reason: 'audit/checkpoint', position: 4 } }], code: 1 })
})

t.test('an exported file that was changed or cut off is refused', async (t) => {
  const desk = await workedDesk(t)
  const file = join(desk.dir, 'trail.jsonl')
  await desk.audit('--export', file)
  const text = readFileSync(file, 'utf8')
  const lines = text.trimEnd().split('\n')
  const rewritten = (name: string, kept: readonly string[]) => {
    writeFileSync(join(desk.dir, name), `${kept.join('\n')}\n`)
    return join(desk.dir, name)
  }
  const changed = rewritten('changed', text.replace('"reason":"lost"', '"reason":"sold"').trimEnd().split('\n'))
  t.match(await desk.audit('--verify', changed), {
    json: [{ fault: { reason: 'audit/changed', position: 7 } }],
    code: 1,
  })
  const removed = rewritten('removed', lines.toSpliced(4, 1))
  t.match(await desk.audit('--verify', removed), { json: [{ fault: { reason: 'audit/missing' } }], code: 1 })
  await t.rejects(desk.audit('--against', removed), /proves nothing: BROKEN: row \d is missing/)
  await t.rejects(desk.audit('--verify', rewritten('cut', lines.slice(0, -1))), /it was cut off$/)
  await t.rejects(
    desk.audit('--verify', rewritten('half', [...lines.slice(0, 2), '{"row":'])),
    /half, line 3 is no line/,
  )
  await t.rejects(desk.audit('--verify', join(desk.dir, 'none')), { code: 'ENOENT' })
  await t.rejects(desk.audit('--export', join(desk.dir, 'nowhere/trail')), { code: 'ENOENT' })
})

t.test('a part of a trail is one where that is said, and else lacks its beginning', async (t) => {
  const desk = await workedDesk(t)
  const file = join(desk.dir, 'part.jsonl')
  await desk.audit('--export', file)
  const [, ...part] = readFileSync(file, 'utf8').trimEnd().split('\n')
  writeFileSync(file, `${part.join('\n')}\n`)
  t.match(await desk.audit('--verify', file), { text: /BROKEN: row 1 is missing/, code: 1 })
  t.match(await desk.audit('--verify', file, '--part'), {
    text: /^a part of the trail, rows 2 to \d+, unbroken/,
    code: 0,
  })
})

t.test('the trust list is walked to from the root that is pinned, through all that followed', async (t) => {
  const desk = await workedDesk(t)
  const first = desk.world.rootFingerprint
  desk.keys.current = await nextRoot(desk.world, desk.keys.current, { now: NOW + 60 })
  desk.clock.now = NOW + 60
  await desk.publisher.refresh()
  const second = await desk.publisher.rootFingerprint()
  for (const root of [first, second])
    t.match(await desk.audit('--verify', '--root', root), { json: [{ fault: null }], code: 0 }, root)
  await t.rejects(desk.audit('--verify', '--root', 'A'.repeat(43)), /the root is not the one that was expected/)
})

t.test(
  'checkpoints by a key that was retired since still vouch; by one that was stolen since they do not',
  async (t) => {
    const desk = await workedDesk(t)
    await desk.call('GET', '/v1/audit/checkpoint')
    const later = NOW + 400 * 86_400
    const retired = await nextTrustList(desk.world, desk.keys.current, {
      now: NOW + 60,
      change: { snapshot: { state: 'retired', sign_until: NOW + 60, verify_until: NOW + 60 } },
      added: { 'next snapshot': 'snapshot' },
      signs: { snapshot: 'next snapshot' },
      exp: later,
    })
    desk.keys.current = retired
    desk.clock.now = NOW + 120
    await desk.publisher.refresh()
    t.match(await desk.audit('--verify'), { json: [{ fault: null, rows: 8, checkpoints: 2, vouchedFor: 7 }], code: 0 })
    desk.keys.current = await nextTrustList(retired.world, retired, {
      now: NOW + 180,
      change: { snapshot: { state: 'compromised', compromised_at: NOW + 90 } },
      signs: { snapshot: 'next snapshot' },
    })
    desk.clock.now = NOW + 180
    await desk.publisher.refresh()
    const { text, code } = await desk.audit('--verify')
    t.match(
      text,
      /^9 rows, unbroken, 0 checkpoints\n.* row 3 is by a key that was stolen since[^\n]*\n.* row 7 is by a key/,
    )
    t.equal(code, 0)
  },
)

t.test('a server that cannot be asked is said so', async (t) => {
  const desk = await workedDesk(t)
  await desk.app.close()
  await t.rejects(desk.audit('--verify'), /cannot be reached/)
})

function signerOf({ world }: MadeDesk, name: string) {
  const signer = world.keys[name]?.signer
  if (signer === undefined) throw new RangeError(`no key ${name}`)
  return signer
}
