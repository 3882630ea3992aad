/** What docs/format.md says in tables and examples, against the code. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { MAX_FEED_CHARACTERS } from '#evisa/feed-page.ts'
import { MAX_REGISTER_CHARACTERS } from '#evisa/issuance-register.ts'
import { MAX_POLICY_CHARACTERS } from '#evisa/policy.ts'
import { bytesOfDigits } from '#evisa/qr-digits.ts'
import { jwsOfText } from '#evisa/qr-text.ts'
import { REASONS } from '#evisa/reasons.ts'
import { MAX_ROOT_CHARACTERS } from '#evisa/root.ts'
import { MAX_ROSTER_CHARACTERS } from '#evisa/roster.ts'
import { MAX_SNAPSHOT_CHARACTERS } from '#evisa/snapshot.ts'
import { MAX_STATUS_LIST_CHARACTERS } from '#evisa/status-list.ts'
import { MAX_TRUST_LIST_CHARACTERS } from '#evisa/trust-list.ts'
import { checkCharacter } from '#evisa/visa-number.ts'
import type { CaseFile } from '../../fixtures/case-format.ts'
import { PROJECT } from './pages.ts'

const page = readFileSync(join(PROJECT, 'docs/format.md'), 'utf8')
const cells = (row: string) => row.split('|').map((cell) => cell.trim())

t.test('the table of reasons is that of the code: the same reasons, in its order, with its outcomes', async (t) => {
  const rows = [...page.matchAll(/^\| `([a-z]+\/[a-z-]+)` \|.*$/gm)].map(([row]) => cells(row).slice(1, 5))
  t.same(
    rows,
    Object.entries(REASONS).map(([reason, { carrier, entry, exit }]) => [`\`${reason}\``, carrier, entry, exit]),
  )
})

t.test('the largest sizes of artefacts are those of the code', async (t) => {
  const limits = new Map(
    [...page.matchAll(/^\| (.+?) \| `[a-z-]+\+j(?:son|wt)`.*$/gm)].map(([row, path = '']) => [
      path.replaceAll('`', ''),
      Number(cells(row)[4]?.replaceAll(',', '')),
    ]),
  )
  t.same(Object.fromEntries(limits), {
    'root/N': MAX_ROOT_CHARACTERS,
    trust: MAX_TRUST_LIST_CHARACTERS,
    policy: MAX_POLICY_CHARACTERS,
    'status/N': MAX_STATUS_LIST_CHARACTERS,
    'register/KID': MAX_REGISTER_CHARACTERS,
    'roster, from the second version on': MAX_ROSTER_CHARACTERS,
    snapshot: MAX_SNAPSHOT_CHARACTERS,
    'feed pages, for border devices': MAX_FEED_CHARACTERS,
  })
})

t.test('the example is the first case of the vectors', async (t) => {
  const file: CaseFile = JSON.parse(readFileSync(join(PROJECT, 'fixtures/cases.json'), 'utf8'))
  const [first] = file.cases
  const [, text = ''] = /\*\*An example\*\*([\s\S]+?)\n\n/.exec(page) ?? []
  const digits = first?.text.slice('EV1:'.length) ?? ''
  const bytes = bytesOfDigits(digits) ?? new Uint8Array()
  const jws = jwsOfText(first?.text ?? '')
  const payload = jws.ok ? Buffer.from(jws.value.split('.')[1] ?? '', 'base64url').toString() : ''
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  for (const said of [
    `\`${first?.id}\``,
    `${digits.length} digits, which begin \`${digits.slice(0, 17)}\``,
    `${bytes.length} bytes`,
    `\`${Buffer.from(bytes.slice(0, 10)).toString('hex')}\``,
    `\`${Buffer.from(bytes.slice(1, 9)).toString('base64url')}\``,
    `\`${bits.slice(72, 92).match(/.{5}/g)?.join(' ')}\``,
    `\`${payload.slice(0, 65)}`,
    `\`${jws.ok ? jws.value.slice(0, 24) : ''}\``,
  ]) {
    t.ok(text.includes(said), said)
  }
  const [, eleven = '', check] = /of `(\w{11})` it is `(\w)`/.exec(page) ?? []
  t.equal(checkCharacter(eleven), check)
})
