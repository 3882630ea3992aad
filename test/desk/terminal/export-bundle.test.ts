import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t, { type Test } from 'tap'
import { BUNDLE_HEADER, type BundleItem, readBundleLine } from '#evisa/bundle.ts'
import { verifyFeedPage } from '#evisa/feed-page.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { type AuthorityCalls, authorityCalls, CallFailed } from '../../../desk/calls/authority-calls.ts'
import { exportBundle } from '../../../desk/terminal/export-bundle.ts'
import { unwrap } from '../../made.ts'
import { entryOf, exitOf } from '../../made-device.ts'
import { AUTHORITY_TOKEN, type Built, build } from '../../server/build-app.ts'
import { statusIn } from '../../server/publishing/made-publisher.ts'
import { cross } from '../../server/store/made-visas.ts'
import { takingScanner } from '../../server/taking-scanner.ts'

const CUT_OFF = resolve(import.meta.dirname, 'cut-off-bundle.ts')

/** A server that listens, and the desk's line to it. */
async function listening(t: Test): Promise<Built & Pick<AuthorityCalls, 'send'>> {
  const built = await build(t)
  const url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  const before = process.env.EVISA_AUTHORITY_TOKEN
  process.env.EVISA_AUTHORITY_TOKEN = AUTHORITY_TOKEN
  t.teardown(() => {
    if (before === undefined) delete process.env.EVISA_AUTHORITY_TOKEN
    else process.env.EVISA_AUTHORITY_TOKEN = before
  })
  return { ...built, send: authorityCalls(() => ({ url, operator: 'Әсел' })).send }
}

/** The items of a bundle, whose every line is whole. */
function itemsOf(file: string): BundleItem[] {
  const [header, ...lines] = readFileSync(file, 'utf8').split('\n')
  if (header !== BUNDLE_HEADER || lines.pop() !== '') throw new Error('the file is not whole')
  return lines.map((line) => unwrap(readBundleLine(line)))
}

async function takenOf(file: string, { world, clock }: Pick<Built, 'world' | 'clock'>) {
  const texts = new Map(itemsOf(file).flatMap((item) => ('path' in item ? [[item.path, item.text]] : [])))
  return takingScanner(world.rootFingerprint, async (path) => texts.get(path) ?? null).taken(clock.now)
}

t.test('a bundle holds all that a scanner takes, and the ledger page by page', async (t) => {
  const built = await listening(t)
  const { send, issue, store, authority, dir } = built
  const visa = await issue()
  await authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'suspended', reason: 'a test' })
  const exits = Array.from({ length: 5001 }, () => exitOf(makeVisaNumber(randomBytes)))
  await cross(store, ...exits)
  const file = join(dir, 'all.bundle')
  const report = await exportBundle({ send }, file, false)
  t.same(report, { artefacts: 8, crossings: 5001, bytes: statSync(file).size })
  if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o600, 'crossings are for their owner only')
  t.notOk(existsSync(`${file}.part`))

  const set = await takenOf(file, built)
  t.equal(statusIn(set, visa), 'suspended')
  const pages = itemsOf(file).flatMap((item) => ('feed' in item ? [item.feed] : []))
  t.equal(pages.length, 2)
  const read = await Promise.all(pages.map(async (page) => unwrap(await verifyFeedPage(page, set.trust))))
  t.match(read, [
    { after: 0, next: 5000, complete: false },
    { after: 5000, next: 5001, complete: true },
  ])
  t.same(
    read.flatMap(({ crossings }) => crossings.map(({ crossing }) => crossing.id)),
    exits.map(({ id }) => id),
  )
  t.same(Object.keys(itemsOf(file)[0] ?? {}), ['path', 'text'])
  t.match(itemsOf(file)[0], { path: 'snapshot' })
})

t.test('for a carrier it holds no crossing', async (t) => {
  const built = await listening(t)
  const { send, issue, store, dir } = built
  const visa = await issue()
  await cross(store, entryOf(visa.visa_number))
  const file = join(dir, 'carrier.bundle')
  t.match(await exportBundle({ send }, file, true), { artefacts: 8, crossings: 0 })
  t.ok(itemsOf(file).every((item) => 'path' in item))
  t.notOk(readFileSync(file, 'utf8').includes(visa.visa_number))
  t.equal((await takenOf(file, built)).snapshot.version, 1)
})

t.test('what is published meanwhile makes no mixture of two sets', async (t) => {
  const built = await listening(t)
  const { issue, authority, nobody, dir } = built
  const visa = await issue()
  let asked = 0
  const send: AuthorityCalls['send'] = async (method, path) => {
    if (++asked === 3) {
      await authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a test' })
      t.equal((await nobody('GET', '/v1/artefacts/snapshot')).status, 200)
    }
    return built.send(method, path)
  }
  const file = join(dir, 'one.bundle')
  await exportBundle({ send }, file, false)
  const set = await takenOf(file, built)
  t.same([set.snapshot.version, statusIn(set, visa)], [1, 'valid'])
  await exportBundle({ send }, file, false)
  const next = await takenOf(file, built)
  t.same([next.snapshot.version, statusIn(next, visa)], [2, 'revoked'], 'the next one is written over it')
})

t.test('one of the two versions of the wire may be ended, and not both', async (t) => {
  const { send, dir } = await listening(t)
  const file = join(dir, 'one.bundle')
  const without =
    (gone: RegExp): AuthorityCalls['send'] =>
    (method, path) =>
      gone.test(path) ? Promise.reject(new CallFailed('there is no such artefact', 404)) : send(method, path)
  t.match(await exportBundle({ send: without(/artefacts\/snapshot$/) }, file, true), { artefacts: 7 })
  t.match(itemsOf(file)[0], { path: '2/snapshot' })
  await t.rejects(exportBundle({ send: without(/snapshot$/) }, file, true), CallFailed)
})

t.test('a failure leaves the former file as it was and no part of another', async (t) => {
  const { send, dir } = await listening(t)
  const file = join(dir, 'kept.bundle')
  await exportBundle({ send }, file, false)
  const before = readFileSync(file, 'utf8')
  let asked = 0
  const failing: AuthorityCalls['send'] = async (method, path) => {
    if (++asked === 5) throw new Error('the network is gone')
    return send(method, path)
  }
  await t.rejects(exportBundle({ send: failing }, file, false), { message: 'the network is gone' })
  t.equal(readFileSync(file, 'utf8'), before)
  t.notOk(existsSync(`${file}.part`))
  const nonsense: AuthorityCalls['send'] = async () => Buffer.from('<html>')
  await t.rejects(exportBundle({ send: nonsense }, file, false), SyntaxError)
  t.equal(readFileSync(file, 'utf8'), before)

  await t.rejects(exportBundle({ send }, join(dir, 'nowhere/a.bundle'), false), { code: 'ENOENT' })
  mkdirSync(join(dir, 'folder/inside'), { recursive: true })
  await t.rejects(exportBundle({ send }, join(dir, 'folder'), false), { code: /^E/ })
  t.notOk(existsSync(join(dir, 'folder.part')))
  writeFileSync(`${file}.part`, 'left over'.repeat(100_000))
  await exportBundle({ send }, file, false)
  t.match(itemsOf(file)[0], { path: 'snapshot' }, 'what a killed one left is written over')
})

// Windows has no limit on the size of a process's files.
if (process.platform !== 'win32') {
  t.test('a file whose end did not fit never appears under its name', async (t) => {
    const file = join(t.testdir(), 'full.bundle')
    const { status, stdout, stderr } = spawnSync(
      'sh',
      ['-c', 'trap "" XFSZ; ulimit -f 700; exec "$0" "$1" "$2"', process.execPath, CUT_OFF, file],
      { encoding: 'utf8' },
    )
    t.strictSame([status, stderr], [0, ''])
    t.strictSame(JSON.parse(stdout), { code: 'EFBIG', isThere: false, isLeft: false })
  })
}
