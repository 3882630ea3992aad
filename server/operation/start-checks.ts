/** What a start needs of the machine, asked before anything is made: one that fails leaves nothing behind, and names the setting. */
import { once } from 'node:events'
import { access, constants, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { ConfigError, type ServerConfig } from '../config.ts'
import { reachStore } from '../store/open-store.ts'

type Fault = Partial<NodeJS.ErrnoException>

/** Throws `ConfigError` where the address is taken or not of this machine, the folder no place to write, the database not reached. */
export async function checkStart(
  config: Pick<ServerConfig, 'host' | 'port' | 'dataDir' | 'databaseUrl'>,
): Promise<void> {
  await checkAddress(config)
  await checkFolder(config.dataDir)
  try {
    await reachStore(config)
  } catch (cause) {
    throw new ConfigError(`DATABASE_URL: the database cannot be used: ${wordsOf(cause as Fault)}`, { cause })
  }
}

async function checkAddress({ host, port }: Pick<ServerConfig, 'host' | 'port'>): Promise<void> {
  const probe = createServer().listen(port, host)
  try {
    await once(probe, 'listening')
  } catch (cause) {
    const { code = '' } = cause as Fault
    const why = PORT_FAULTS[code]
    if (why !== undefined) throw new ConfigError(`EVISA_PORT is "${port}"; ${why}`, { cause })
    throw new ConfigError(
      `EVISA_HOST is "${host}"; nobody can listen there (${code}): it takes an address of this machine`,
      {
        cause,
      },
    )
  }
  probe.close()
  await once(probe, 'close')
}

const PORT_FAULTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there (EADDRINUSE): stop it, or set another port; 0 picks a free one',
  EACCES: 'this user may not listen there (EACCES): set a port from 1024 on',
}

// It is made later, with what leads to it: what there is of the way must be a folder to write into.
async function checkFolder(folder: string): Promise<void> {
  for (let way = folder; ; way = dirname(way)) {
    try {
      if ((await stat(way)).isDirectory()) await access(way, constants.W_OK | constants.X_OK)
      else throw Object.assign(new Error(`${way} is no folder`), { code: 'ENOTDIR' })
      return
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException
      if (code === 'ENOENT' && dirname(way) !== way) continue
      throw new ConfigError(`EVISA_DATA_DIR is "${folder}"; it takes a folder that can be written: ${message}`, {
        cause,
      })
    }
  }
}

// A name with several addresses fails with an error for each of them, and with no words of its own.
function wordsOf({ message, code }: Fault): string {
  return message || (code ?? 'no answer')
}
