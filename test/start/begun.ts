/** All that `npm start` runs, begun by a test and ended with it. */
import type { Test } from 'tap'
import type { PartName } from '../../start/parts.ts'
import { startTogether } from '../../start/start-together.ts'

const { PATH, SystemRoot, NODE_COMPILE_CACHE } = process.env

export interface Begun {
  readonly said: { out: string; err: string }
  /** Asks all to end; the code of the start. */
  end(): Promise<number>
  readonly over: Promise<number>
  /** The first group of a pattern, once it was said. Rejects where all ended before. */
  until(pattern: RegExp): Promise<string>
}

export interface Beginning {
  readonly settings: Readonly<Record<string, string>>
  readonly isDemonstration?: boolean
  /** Other programs in the place of some. */
  readonly programs?: Readonly<Partial<Record<PartName, string>>>
}

export function begin(t: Test, { settings, isDemonstration = true, programs = {} }: Beginning): Begun {
  const said = { out: '', err: '' }
  const stopped = Promise.withResolvers<void>()
  const heard = new Set<() => void>()
  const hear = (stream: keyof typeof said) => (text: string) => {
    said[stream] += text
    for (const look of heard) look()
  }
  const over = startTogether({
    env: {
      PATH,
      SystemRoot,
      NODE_COMPILE_CACHE,
      EVISA_PORT: '0',
      EVISA_LOG_LEVEL: 'fatal',
      PORTAL_LOG_LEVEL: 'fatal',
      ...settings,
    },
    ...{ isDemonstration, stopped: stopped.promise, flags: [], programs },
    voices: { out: hear('out'), err: hear('err') },
  })
  const end = () => {
    stopped.resolve()
    return over
  }
  t.teardown(end)
  const until = async (pattern: RegExp) => {
    const found = () => pattern.exec(said.out + said.err)?.[1]
    while (found() === undefined) {
      const next = new Promise<void>((resolve) => heard.add(resolve))
      if (await Promise.race([over.then(() => true), next])) throw new Error(`it ended: ${said.out} ${said.err}`)
    }
    return found() ?? ''
  }
  return { said, end, over, until }
}
