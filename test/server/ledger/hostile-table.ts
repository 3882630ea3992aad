/** What whoever holds a booth, or only its network, can hand in: a row a fault, with the reason that it is answered by. */
import { base64urlOfText } from '#evisa/base64url-text.ts'
import { CROSSING_TYP, type EventSigner, MAX_EVENT_CHARACTERS, type NewCrossingEvent } from '#evisa/event-chain.ts'
import { toLowS } from '#evisa/verify-jws.ts'
import {
  entryOf,
  exitOf,
  overrideOf,
  referralOf,
  refusalOf,
  secondLineOf,
  shiftOf,
  unprovenExit,
  unprovenReferral,
  unresolvedOf,
  voidOf,
} from '../../made-device.ts'

/** An id of nobody's record. */
export const NOBODY_ID = '01934f00-0000-7000-8000-00000000dead'

/** One of each form of event that the schema has. */
export const KINDS: Readonly<Record<string, (number: string) => NewCrossingEvent>> = {
  entry: (number) => entryOf(number, { basis: 'online' }),
  exit: (number) => exitOf(number),
  refusal: (number) => refusalOf(number),
  void: (number) => voidOf(number, NOBODY_ID),
  override: (number) => overrideOf(number),
  'unproven exit': () => unprovenExit(),
  referral: (number) => referralOf(number),
  'unproven referral': () => unprovenReferral(),
  'second line': (number) => secondLineOf(number, NOBODY_ID),
  unresolved: (number) => unresolvedOf(number),
  shift: () => shiftOf(),
}

/** Signs whatever it is given, as no honest device would. */
export async function signAnything(
  payload: object,
  { kid, sign }: EventSigner,
  header: object = { alg: 'ES256', kid, typ: CROSSING_TYP },
): Promise<string> {
  const signed = `${base64urlOfText(JSON.stringify(header))}.${base64urlOfText(JSON.stringify(payload))}`
  const signature = toLowS(await sign(Buffer.from(signed)))
  return `${signed}.${Buffer.from(signature).toString('base64url')}`
}

export interface Hostile {
  /** The booth whose event it is said to be. */
  readonly id: string
  readonly key: EventSigner
  /** The key of somebody else. */
  readonly strange: EventSigner
  /** The id of a carrier's device, and its key. */
  readonly carrier: { readonly id: string; readonly key: EventSigner }
}

type Chained = NewCrossingEvent & { readonly device: string; readonly seq: number; readonly prev: string | null }
type Fault = (event: Chained, by: Hostile) => Promise<string>

const as =
  (change: object): Fault =>
  (event, { key }) =>
    signAnything({ ...event, ...change }, key)
const headed =
  (change: object): Fault =>
  (event, { key }) =>
    signAnything(event, key, { alg: 'ES256', kid: key.kid, typ: CROSSING_TYP, ...change })

/** Faults of any event, whatever it says. */
export const FAULTS: Readonly<Record<string, readonly [string, Fault]>> = {
  "signed by another key under the booth's name": [
    'event/signature',
    (event, { key, strange }) => signAnything(event, { kid: key.kid, sign: strange.sign }),
  ],
  'signed by another key under its own name': ['event/kid', (event, { strange }) => signAnything(event, strange)],
  'changed after it was signed': [
    'event/signature',
    async (event, { key }) => {
      const [header, , signature] = (await signAnything(event, key)).split('.')
      return [header, base64urlOfText(JSON.stringify({ ...event, checkpoint: 'ALA' })), signature].join('.')
    },
  ],
  'of a device that there is not': ['event/device', as({ device: 'dev-none' })],
  'of a carrier': ['event/device', (event, { carrier }) => signAnything({ ...event, device: carrier.id }, carrier.key)],
  'of no device': ['event/schema', as({ device: undefined })],
  'of another typ': ['event/format', headed({ typ: 'evisa+jwt' })],
  'by no algorithm': ['event/signature', headed({ alg: 'none' })],
  'without a signature': [
    'event/format',
    async (event, { key }) => `${(await signAnything(event, key)).split('.').slice(0, 2).join('.')}.`,
  ],
  'with a header more': ['event/format', headed({ crit: ['x'] })],
  'too long': ['event/format', as({ checkpoint: 'x'.repeat(MAX_EVENT_CHARACTERS) })],
  'with a member more': ['event/schema', as({ more: 1 })],
  'without its time': ['event/schema', as({ at: undefined })],
  'of a time that is a text': ['event/schema', as({ at: '1' })],
  'of a place that is none': ['event/schema', as({ seq: 0 })],
  'of an id that is none': ['event/schema', as({ id: 'x' })],
  'of an action that is none': ['event/schema', as({ action: 'admit' })],
  'of a number that is none': ['event/schema', as({ visa_number: 'K7Q2' })],
  'with garbage for an e-visa': ['event/schema', as({ evisa: '='.repeat(200) })],
}
