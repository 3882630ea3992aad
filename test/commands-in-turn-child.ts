/** Runs the commands that it is sent, each by importing its program anew: what a program imports is loaded once for all. */
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import type { Command, CommandEnded } from './commands-in-turn.ts'

const said = { stdout: '', stderr: '' }
for (const name of ['stdout', 'stderr'] as const) {
  process[name].write = (chunk: string | Uint8Array, ...more: readonly unknown[]) => {
    said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    for (const done of more) if (typeof done === 'function') process.nextTick(done)
    return true
  }
}

let turn = 0

async function run({ program, args, env, cwd, input }: Command): Promise<CommandEnded> {
  turn += 1
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, env)
  Object.assign(said, { stdout: '', stderr: '' })
  process.chdir(cwd)
  process.argv.splice(1, Number.POSITIVE_INFINITY, program, ...args)
  process.exitCode = 0
  const stdin = Readable.from(input.length === 0 ? [] : [Buffer.from(input, 'base64')])
  Object.defineProperty(process, 'stdin', { value: stdin, configurable: true })
  await import(`${pathToFileURL(program)}?turn=${turn}`)
  return { code: Number(process.exitCode), ...said }
}

process.on('message', async (command: Command) => {
  const ended = await run(command)
  process.exitCode = 0
  process.send?.(ended)
})
