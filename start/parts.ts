/** The programs that `npm start` runs, and how they end: each by itself is told of, all of them end in their order. */
import { resolve } from 'node:path'
import { type Environment, type Part, runPart } from './run-part.ts'

export type PartName = 'portal' | 'console' | 'demonstration' | 'server' | 'mailbox' | 'acquirer'

export interface PartsOptions {
  readonly voices: Voices
  /** Of Node itself, for each program. */
  readonly flags: readonly string[]
  /** Other programs in the place of some, by their absolute paths. */
  readonly programs?: Readonly<Partial<Record<PartName, string>>>
}

export interface Parts {
  /** Null once all are ending. */
  run(name: PartName, env: Environment): Part | null
  /** Says that one is not there, and what does not work without it. */
  miss(name: PartName, why: string): void
  /** Tells what each said of itself, whom people open first. */
  release(): void
  /** Resolves once the server ended, by whatever. */
  readonly over: Promise<void>
  /** Ends those that run, whoever needs another before it. */
  end(): Promise<Ended>
}

export interface Ended {
  /** The server's; 0 where it was not started. */
  readonly code: number
  /** Whether the server ever listened. */
  readonly wasUp: boolean
}

interface Kind {
  readonly program: string
  readonly is: string
  readonly listens: RegExp
  readonly without: string
}

// In the order in which they are told of and ended.
const KINDS: Readonly<Record<PartName, Kind>> = {
  portal: {
    ...{ program: 'portal/main.ts', is: 'the portal', listens: /^portal at (\S+)\n/m },
    without: 'nobody can apply on its pages',
  },
  console: {
    ...{ program: 'desk/console/main.ts', is: 'the console', listens: /^console at (\S+)\n/m },
    without: 'nobody can sign what is decided',
  },
  demonstration: {
    ...{ program: 'demonstration/main.ts', is: 'the demonstration', listens: /^demonstration at (\S+)\n/m },
    without: 'there are no people to try it with, and nobody decides',
  },
  mailbox: {
    ...{ program: 'mailbox/main.ts', is: 'the test mailbox', listens: /^test mailbox at (\S+)\n/m },
    without: 'no mail arrives',
  },
  server: {
    ...{ program: 'server/main.ts', is: 'the server', listens: /^evisa-gate authority at (\S+)\n/m },
    without: 'nothing works',
  },
  acquirer: {
    ...{ program: 'acquirer/main.ts', is: 'the test acquirer', listens: /^test acquirer at (\S+)\n/m },
    without: 'nothing can be paid',
  },
}
const AS_TOLD: readonly PartName[] = ['portal', 'console', 'demonstration', 'mailbox', 'server', 'acquirer']
const AS_ENDED: readonly PartName[] = ['portal', 'console', 'demonstration', 'server', 'mailbox', 'acquirer']

export interface Voices {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

export function openParts({ voices, flags, programs = {} }: PartsOptions): Parts {
  const { out, err } = voices
  const running = new Map<PartName, Part>()
  const over = Promise.withResolvers<void>()
  let isEnding = false
  let wasUp = false
  const miss = (name: PartName, why: string) => {
    const { is, without } = KINDS[name]
    if (!isEnding) err(`${is} ${why}: ${without} until the next start\n`)
  }
  const watch = async (name: PartName, part: Part) => {
    const wasThere = (await part.address) !== null
    if (name === 'server') wasUp = wasThere
    await part.ended
    // Without the server all of them end, and what stopped it is its own to say.
    if (name === 'server') over.resolve()
    else miss(name, wasThere ? 'ended' : 'did not start')
  }
  return {
    run: (name, env) => {
      if (isEnding) return null
      const { program, listens } = KINDS[name]
      const path = programs[name] ?? resolve(import.meta.dirname, '..', program)
      const part = runPart({
        program: path,
        flags,
        env: name === 'server' ? env : withoutServers(env),
        listens,
        tell: out,
      })
      running.set(name, part)
      void watch(name, part)
      return part
    },
    miss,
    over: over.promise,
    release: () => {
      for (const name of AS_TOLD) running.get(name)?.release()
    },
    end: async () => {
      isEnding = true
      for (const name of AS_ENDED) await running.get(name)?.end()
      return { code: (await running.get('server')?.ended) ?? 0, wasUp }
    },
  }
}

/** Passphrases of keys, tokens and passwords of databases are told by settings of the server: no other program holds them. */
function withoutServers(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^EVISA_/i.test(name)))
}
