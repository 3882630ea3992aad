/** The settings of the test acquirer: read from the environment once, checked, frozen. */
import { resolve } from 'node:path'
import { FAULT_NAMES, type Fault, isFault } from './faults.ts'

export interface AcquirerConfig {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly clientId: string
  /** Made where there is none. */
  readonly secretFile: string
  readonly terminals: readonly string[]
  readonly fault: Fault
  readonly lateSeconds: number
}

/** Throws where one cannot be used; the message names it and says what it takes. */
export function readAcquirerConfig(env: Readonly<Record<string, string | undefined>>): AcquirerConfig {
  const setting = (name: string, fallback: string, takes: string, accepts: (value: string) => boolean) => {
    const value = env[name] ?? fallback
    if (!accepts(value)) throw new Error(`${name} is "${value}"; it takes ${takes}`)
    return value
  }
  const isPort = (value: string) => /^[0-9]{1,5}$/.test(value) && Number(value) <= 65_535
  const dataDir = resolve(setting('ACQUIRER_DATA_DIR', 'data/acquirer', 'a folder', isSaid))
  const fault = setting('ACQUIRER_FAULT', 'none', FAULT_NAMES.join(', '), isFault)
  return Object.freeze({
    host: setting('ACQUIRER_HOST', '127.0.0.1', 'an address to listen on', isSaid),
    port: Number(setting('ACQUIRER_PORT', '8090', 'a port from 0 to 65535; 0 picks a free one', isPort)),
    dataDir,
    clientId: setting('ACQUIRER_CLIENT_ID', 'evisa-test', 'the name that the shop signs in by', isSaid),
    secretFile: resolve(setting('ACQUIRER_SECRET_FILE', resolve(dataDir, 'secret'), 'a file', isSaid)),
    terminals: setting('ACQUIRER_TERMINALS', '98765432', 'terminals of 1 to 20 digits, by commas', areTerminals).split(
      ',',
    ),
    fault: isFault(fault) ? fault : 'none',
    lateSeconds: Number(setting('ACQUIRER_LATE_SECONDS', '60', 'seconds', (value) => /^[0-9]{1,6}$/.test(value))),
  })
}

const isSaid = (value: string) => value.trim() !== ''
const areTerminals = (value: string) => value.split(',').every((one) => /^[0-9]{1,20}$/.test(one))
