/** A store, a bank in memory, and a case: for the acts between them. */
import { join } from 'node:path'
import type { Test } from 'tap'
import { makeLogger } from '../../../server/log-event.ts'
import type { WatchOptions } from '../../../server/payments/watch-payments.ts'
import { madeCase } from '../store/made-case.ts'
import { ModelBank } from './model-bank.ts'
import { sqliteModel } from './model-stores.ts'

export async function openedModel(t: Test) {
  const { stores, runs, clock, close } = sqliteModel(join(t.testdir(), 'authority.db'))
  t.teardown(close)
  const bank = new ModelBank(() => clock.now)
  const lines: string[] = []
  const options: WatchOptions = {
    ...{ store: stores[0], now: () => clock.now, dueOf: async () => (at: number) => at + 86_400 },
    acquirerOf: (name) => (name === 'test' ? bank : undefined),
    log: makeLogger('info', { write: (line) => void lines.push(line) }),
  }
  return { store: stores[0], other: stores[1], runs, clock, bank, options, lines, made: await madeCase(runs) }
}
