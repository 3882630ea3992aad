/** Which ports the programs take that run beside the server. */
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

const FIRST_PORT = '8080'
const LAST_PORT = 65_535

/** So many above the server's; 0, which picks a free one, where there is none or another program has it. */
export async function portBeside(serverPort = FIRST_PORT, above: number): Promise<string> {
  const port = Number(serverPort) + above
  if (!/^[1-9][0-9]*$/.test(serverPort) || port > LAST_PORT) return '0'
  return (await portIfFree(port)) === null ? '0' : String(port)
}

/** The same, and a free one by its number where it is 0: others must know it before it is taken. */
export async function knownPort(port: string): Promise<string> {
  return port === '0' ? String((await portIfFree(0)) ?? 0) : port
}

async function portIfFree(port: number): Promise<number | null> {
  const probe = createServer().listen(port, '127.0.0.1')
  try {
    await once(probe, 'listening')
  } catch {
    return null
  }
  const { port: taken } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return taken
}
