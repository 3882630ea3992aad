/** How the server reaches its acquirer: what the settings say, checked, and the secret that they name, read. */
import { readFileSync } from 'node:fs'
import type { TestAcquirerPlace } from './test-acquirer.ts'

/** As it stands in the environment; null where no acquirer is named. */
export interface AcquirerConfig {
  readonly url: string
  readonly terminals: readonly string[]
  readonly clientId: string
  readonly secretFile: string
}

type Setting = (name: string, fallback: string, takes: string, accepts: (value: string) => boolean) => string

/** Reads the settings by the function that checks each. */
export function readAcquirerSettings(setting: Setting): AcquirerConfig | null {
  const url = setting(
    'EVISA_ACQUIRER_URL',
    '',
    'the address of the test acquirer, without a slash at its end',
    (value) => value === '' || (/^https?:\/\//.test(value) && URL.canParse(value) && !value.endsWith('/')),
  )
  const isGiven = (value: string) => url === '' || value.trim() !== ''
  const terminals = setting(
    'EVISA_ACQUIRER_TERMINALS',
    '98765432',
    'terminals of 1 to 20 digits, by commas, in the order in which they are used up',
    (value) => value.split(',').every((one) => /^[0-9]{1,20}$/.test(one)),
  )
  const clientId = setting('EVISA_ACQUIRER_CLIENT_ID', 'evisa-test', 'the name that this server signs in by', isGiven)
  const secretFile = setting('EVISA_ACQUIRER_SECRET_FILE', '', 'a file with the secret in it', isGiven)
  if (url === '') return null
  return Object.freeze({ url, terminals: terminals.split(','), clientId, secretFile })
}

/** Throws where the file cannot be read. */
export function acquirerPlace({ secretFile, ...config }: AcquirerConfig): TestAcquirerPlace {
  try {
    return { ...config, secret: readFileSync(secretFile, 'utf8').trim() }
  } catch (cause) {
    throw new Error(`EVISA_ACQUIRER_SECRET_FILE: ${secretFile} cannot be read: ${(cause as Error).message}`, { cause })
  }
}
