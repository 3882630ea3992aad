/** A story of the demonstration: steps, each told when it begins, and what it came to beside what was expected. */
import { serverBehindNetwork } from './programs.ts'
import type { TcpProxy } from './tcp-proxy.ts'

/** Does one step. `got` puts what was done into the words that are compared with `expected`. */
export type TakeStep = <T>(
  what: string,
  expected: string,
  act: () => T | Promise<T>,
  got: (done: T) => string,
) => Promise<T>

/** Its folder is its own: stories run beside one another. */
export type Story = (step: TakeStep, folder: string) => Promise<void>

/** A story that has a server of its own, behind a network that can be cut. */
export function behindNetwork(tell: (step: TakeStep, folder: string, network: TcpProxy) => Promise<void>): Story {
  return async (step, folder) => {
    const { server, network } = await serverBehindNetwork(folder)
    try {
      await tell(step, folder, network)
    } finally {
      await network.close()
      await server.stop()
    }
  }
}
