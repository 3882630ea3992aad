/**
 * Commands of the project's programs, run one after the other in one process: to start a process takes longer than what most
 * commands do. The programs, their arguments and settings, what they read and write are those of a user; what needs a process
 * of its own - a signal, a full disk, a pipe that stays open - starts one.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Command {
  /** Path of its file. */
  readonly program: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Of its standard input, in base64. */
  readonly input: string
}

export interface CommandEnded {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export type Commands = ReturnType<typeof commandsInTurn>

const MILLISECONDS_AT_MOST = 120_000

/** Starts the process, with what surrounds it from its start on. It ends with the test that opened it. */
export function commandsInTurn(t: { teardown(end: () => unknown): unknown }, env: NodeJS.ProcessEnv = process.env) {
  const child = fork(join(import.meta.dirname, 'commands-in-turn-child.ts'), {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // The hooks of the test's own process would go on into the workers of a program, which then do not start.
    execArgv: [],
  })
  // A program that was run in it may have taken the other signals for its own.
  t.teardown(() => child.kill('SIGKILL'))
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`the process of the commands ended with ${code}`)
  })
  gone.catch(() => undefined)
  // While it runs no command it keeps nobody from ending.
  child.unref()
  child.channel?.unref()
  let [last, running]: [Promise<unknown>, number] = [Promise.resolve(), 0]
  return {
    run(
      program: string,
      args: readonly string[],
      settings: Partial<Omit<Command, 'program' | 'args' | 'input'>> & { readonly input?: string | Buffer } = {},
    ): Promise<CommandEnded> {
      const { env = {}, cwd = process.cwd(), input = '' } = settings
      running += 1
      child.channel?.ref()
      const ended = last.then(async () => {
        child.send({ program, args, env, cwd, input: Buffer.from(input).toString('base64') })
        const signal = AbortSignal.timeout(MILLISECONDS_AT_MOST)
        const [said] = await Promise.race([once(child, 'message', { signal }), gone]).catch((cause) => {
          // What it might still say would be taken for the answer to the next command.
          child.kill('SIGKILL')
          throw new Error(`${program} ${args.join(' ')}`, { cause })
        })
        return said as CommandEnded
      })
      last = ended
        .catch(() => undefined)
        .then(() => {
          running -= 1
          if (running === 0) child.channel?.unref()
        })
      return ended
    },
  }
}
