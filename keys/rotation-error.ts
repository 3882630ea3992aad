/** A refused rotation as one line that says what to do instead. */
import { formatInstant } from '#evisa/civil-date.ts'
import { KeyError } from './key-error.ts'
import type { RotationFault, RotationFaultCode } from './rotation.ts'

const FORCE = 'in an emergency --force --reason TEXT does it at once'

const SAYS: Readonly<Record<RotationFaultCode, string>> = {
  'rotation/known-key': 'is in the keyring already',
  'rotation/full': 'finds no place: the keyring holds as many keys as a trust list can',
  'rotation/unknown-key': 'is not in the keyring: npm run keys -- list shows every key',
  'rotation/compromised': 'is compromised and stays so for ever: announce another key',
  'rotation/not-announced': 'is not announced: only an announced key can be activated',
  'rotation/not-published': `has not been announced to the world yet: run npm run keys -- publish first; ${FORCE}`,
  'rotation/too-early': 'cannot be activated yet: scanners that are offline have not heard of it',
  'rotation/run-out': 'was announced so long ago that its time to sign is over: announce another key',
  'rotation/already-retired': 'is retired already',
  'rotation/last-active': `is the only key of its purpose that signs: activate another one first; ${FORCE}`,
  'rotation/in-future': 'cannot be compromised since a moment that is still to come',
}

/** Why this key's state was not changed. */
export function rotationError({ code, possibleAt }: RotationFault, kid: string): KeyError {
  const when = possibleAt === undefined ? '' : `; it will be possible at ${formatInstant(possibleAt)}; ${FORCE}`
  return new KeyError(code, `the key ${kid} ${SAYS[code]}${when}`)
}
