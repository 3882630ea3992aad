/**
 * `npm start`: runs the server and, in a demonstration, all that it takes to try it (the portal, a mailbox, an acquirer), each as a
 * process of its own, and ends them together. What it runs is told by settings alone; no program needs it, and each can be started
 * by itself.
 */
import { resolve } from 'node:path'
import { ConfigError } from './server/config.ts'
import { mayDemonstrate } from './server/operation/may-demonstrate.ts'
import { startTogether } from './start/start-together.ts'

const stopped = Promise.withResolvers<void>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.resolve())

process.exitCode = await startTogether({
  env: process.env,
  isDemonstration: isDemonstration(resolve(process.env.EVISA_DATA_DIR || 'data')),
  stopped: stopped.promise,
  flags: process.execArgv,
  voices: {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  },
})

/** What is wrong with the settings is the server's to say. */
function isDemonstration(dataDir: string): boolean {
  try {
    return mayDemonstrate(process.env, dataDir)
  } catch (error) {
    if (error instanceof ConfigError) return false
    throw error
  }
}
