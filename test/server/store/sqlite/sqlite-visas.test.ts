import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { SINGLE_CHANGES_AN_HOUR } from '../../../../server/store/single-changes.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { ACT, newVisa } from '../made-visas.ts'
import { changeSingly, recorded } from '../single-changes-contract.ts'

// What every store does with visas is in the contract: `store.test.ts`.
t.test('visas, their references and their links stand after the file was opened anew', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  const old = { ...(await newVisa()), application: { reference: 'A', contentHash: 'h' } }
  const fresh = await newVisa()
  await store.recordVisas([old], ACT)
  await store.replaceVisa(old.claims.jti, 'a test', fresh, ACT)
  await store.close()
  const again = openSqliteStore(file)
  t.teardown(() => again.close())
  t.match(await again.findVisa(old.claims.jti), {
    ...{ status: 'revoked', applicationReference: 'A', replacedBy: fresh.claims.jti },
  })
  t.same(
    await again.recordVisas([{ ...(await newVisa()), application: { reference: 'A', contentHash: 'other' } }], ACT),
    ['reference-taken'],
  )
})

t.test('single changes stay counted over a restart', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  const [number = ''] = await recorded(store, 1)
  await changeSingly(store, number, SINGLE_CHANGES_AN_HOUR)
  await store.close()
  const again = openSqliteStore(file)
  t.teardown(() => again.close())
  t.equal(await again.setVisaStatus(number, 'suspended', 'one more', ACT), 'mass-action')
})

t.test(
  'a process that is killed between changes leaves neither one uncounted nor a count without its change',
  async (t) => {
    const file = join(t.testdir(), 'authority.db')
    const store = openSqliteStore(file)
    t.teardown(() => store.close())
    const numbers = await recorded(store, SINGLE_CHANGES_AN_HOUR - 10)
    const script = join(import.meta.dirname, 'killed-changes.ts')
    const child = spawn(process.execPath, [script, file, String(NOW), ...numbers], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdin.write('\n')
    child.stdout.on('data', (chunk) => {
      said += chunk
      child.stdin.write('\n')
      // The next one has just been begun.
      if (said.split('\n').length > 20) child.kill('SIGKILL')
    })
    const [, signal] = await once(child, 'close')
    t.equal(signal, 'SIGKILL')
    const statuses = [...(await store.statusesOfVisas(numbers)).values()]
    const made = statuses.filter((status) => status === 'suspended').length
    t.ok(made >= said.split('\n').length - 1, 'what was acknowledged is there')
    t.ok(made < numbers.length, 'it was killed in the middle')
    await changeSingly(store, numbers.at(-1) ?? '', SINGLE_CHANGES_AN_HOUR - made)
    const [first = ''] = numbers
    t.equal(await store.setVisaStatus(first, 'valid', 'one more', ACT), 'mass-action')
  },
)
