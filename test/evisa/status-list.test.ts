import { deflateSync } from 'node:zlib'
import t from 'tap'
import {
  STATUS_LIST_TYP,
  STATUSES,
  setStatus,
  statusAt,
  statusBytes,
  VISAS_A_LIST,
  verifyStatusList,
} from '#evisa/status-list.ts'
import { DAY, inflate, makeTrustList, NOW, STATUS_URI, statusListDocument, unwrap } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const verify = async (payload: object, key = KEYS.status) =>
  await verifyStatusList(signArtefact(key, STATUS_LIST_TYP, payload), trust, inflate)
const packed = (bytes: Uint8Array) => deflateSync(bytes).toString('base64url')

t.test('a signed list tells the status of each of its visas', async (t) => {
  const entries = STATUSES.flatMap((status, at) => [0, 4, 131_064].map((base) => ({ index: base + at, status })))
  const list = unwrap(await verify(statusListDocument(entries)))
  t.match(list, { uri: STATUS_URI, iat: NOW - 600, asOf: NOW - 600, exp: NOW + 2 * DAY })
  for (const { index, status } of entries) t.equal(statusAt(list, index), status, `${index}`)
  const others = Array.from({ length: VISAS_A_LIST }, (_, index) => statusAt(list, index)).filter(
    (status) => status !== 'valid',
  )
  t.equal(others.length, 9, 'all others are valid')
})

t.test('the last word about a visa counts', async (t) => {
  const bytes = statusBytes([
    { index: 7, status: 'exhausted' },
    { index: 6, status: 'suspended' },
    { index: 7, status: 'revoked' },
  ])
  t.equal(bytes[1], 0b0110_0000)
  t.equal(bytes.length, 32_768)
})

t.test('the bits lie as the IETF Token Status List has them: the first visa in the lowest bits', async (t) => {
  const bytes = Uint8Array.of(0b1110_0100, ...new Uint8Array(VISAS_A_LIST / 4 - 1))
  const list = unwrap(await verify({ ...statusListDocument(), status_list: { bits: 2, lst: packed(bytes) } }))
  t.same(
    [0, 1, 2, 3, 4].map((index) => statusAt(list, index)),
    ['valid', 'revoked', 'suspended', 'exhausted', 'valid'],
  )
})

t.test('a status that there is not changes nobody, and is told', async (t) => {
  const bytes = statusBytes([{ index: 5, status: 'suspended' }])
  const before = Uint8Array.from(bytes)
  for (const bad of ['lost', '', 'Revoked']) {
    t.throws(() => setStatus(bytes, 4, bad as 'valid'), { message: /is no status of an e-visa/ })
    t.same(bytes, before, bad)
  }
})

t.test('refuses lists of another key or another form', async (t) => {
  t.same(await verify(statusListDocument(), KEYS.visa), { ok: false, error: 'artefact/key-purpose' })
  t.same(await verify(statusListDocument(), KEYS.stranger), { ok: false, error: 'artefact/key-unknown' })
  t.same(
    await verifyStatusList(signArtefact(KEYS.status, 'evisa-register+jwt', statusListDocument()), trust, inflate),
    { ok: false, error: 'artefact/header' },
  )
  t.same(await verifyStatusList('x'.repeat(65_537), trust, inflate), { ok: false, error: 'artefact/too-large' })
  const good = statusListDocument()
  const listed = (lst: string, bits = 2) => ({ status_list: { bits, lst } })
  const bad: Record<string, object> = {
    'another name': { sub: 'https://example.org/3' },
    'one bit a visa': listed(good.status_list.lst, 1),
    'no expiry': { exp: undefined },
    'an unknown member': { ttl: 5 },
    'no compressed data': listed(''),
    'damaged data': listed(`AAAA${good.status_list.lst.slice(4)}`),
    padding: listed(`${good.status_list.lst}=`),
    'too few visas': listed(packed(new Uint8Array(VISAS_A_LIST / 4 - 1))),
    'too many visas': listed(packed(new Uint8Array(VISAS_A_LIST / 4 + 1))),
    'a bomb of 16 MiB': listed(packed(new Uint8Array(16 * 2 ** 20))),
  }
  for (const [name, members] of Object.entries(bad)) {
    t.same(await verify({ ...good, ...members }), { ok: false, error: 'artefact/schema' }, name)
  }
})
