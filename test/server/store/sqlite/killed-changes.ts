/**
 * A process that suspends e-visas one by one until somebody kills it: `killed-changes.ts FILE NOW NUMBER...`. It begins the
 * next one whenever it is given a line, and prints one for each that was acknowledged.
 */
import { createInterface } from 'node:readline'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'

const [file = '', now = '', ...numbers] = process.argv.slice(2)
const store = openSqliteStore(file)
const told = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
for (const number of numbers) {
  await told.next()
  const set = await store.setVisaStatus(number, 'suspended', 'a test', { actor: 'authority', at: Number(now) })
  process.stdout.write(`${set === 'mass-action' ? set : number}\n`)
}
