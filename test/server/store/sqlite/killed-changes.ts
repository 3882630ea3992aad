/**
 * A process that suspends e-visas one by one until somebody kills it: `killed-changes.ts FILE NOW NUMBER...`. It prints a
 * line for each that was acknowledged.
 */
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'

const [file = '', now = '', ...numbers] = process.argv.slice(2)
const store = openSqliteStore(file)
for (const number of numbers) {
  const set = await store.setVisaStatus(number, 'suspended', 'a test', { actor: 'authority', at: Number(now) })
  process.stdout.write(`${set === 'mass-action' ? set : number}\n`)
}
