/** `qr.version`: how large the code of an e-visa is, beside other ways to print the same claims. */
import { deflateRawSync, deflateSync } from 'node:zlib'
import QRCode from 'qrcode'
import { writeStrictJson } from '#evisa/strict-json.ts'
import { type QrSegment, qrSegments } from '../server/visa-document/qr-picture.ts'
import { type MadeVisa, makeBenchWorld, makeVisas } from './made-visas.ts'
import { median } from './measure.ts'
import { type BenchResult, benchResult } from './targets.ts'

type Level = 'M' | 'Q'
type Segments = readonly QrSegment[]

const HOLDERS = 30

/** The version of a code, 1 to 40, and the modules along its side. */
function versionOf(segments: Segments, errorCorrectionLevel: Level): number {
  return QRCode.create(segments as never, { errorCorrectionLevel }).version
}

const packed =
  (prefix: string) =>
  ({ text }: MadeVisa): Segments =>
    qrSegments(prefix + text.slice('EV1:'.length))

export const plain = ({ jws }: MadeVisa): Segments => [{ data: Buffer.from(jws), mode: 'byte' }]

// SMART Health Cards: the payload deflated inside the JWS, each of its characters as two digits.
export function smartHealthCard({ jws, claims }: MadeVisa): Segments {
  const [header = '', , signature = ''] = jws.split('.')
  const payload = deflateRawSync(writeStrictJson(claims), { level: 9 }).toString('base64url')
  const characters = `${header}.${payload}.${signature}`
  const digits = [...characters].map((character) => String(character.charCodeAt(0) - 45).padStart(2, '0')).join('')
  return [
    { data: Buffer.from('shc:/'), mode: 'byte' },
    { data: digits, mode: 'numeric' },
  ]
}

const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

// EU health certificates: CBOR in COSE, zlib, Base45. The map is written by hand here, with the same readable names.
function hcert({ claims, jws }: MadeVisa): Segments {
  const signature = Buffer.from(jws.split('.')[2] ?? '', 'base64url')
  const cose = cbor([
    Buffer.from(cbor({ 1: -7, 4: signature.subarray(0, 8) })),
    {},
    Buffer.from(cbor(claims)),
    signature,
  ])
  const bytes = deflateSync(cose, { level: 9 })
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    let value = at + 1 < bytes.length ? (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) : (bytes[at] ?? 0)
    for (let digit = at + 1 < bytes.length ? 3 : 2; digit > 0; digit--) {
      text += BASE45[value % 45]
      value = Math.floor(value / 45)
    }
  }
  return [{ data: `HC1:${text}`, mode: 'alphanumeric' }]
}

// ICAO VDS-NC: JSON with a certificate inside, since a verifier holds only the country's anchors. 500 bytes is a small one.
function vdsNc({ claims, jws }: MadeVisa): Segments {
  const sig = { alg: 'ES256', cer: 'A'.repeat(Math.ceil((500 * 4) / 3)), sigvl: jws.split('.')[2] }
  const document = { data: { hdr: { is: 'KAZ', t: 'icao.visa', v: 1 }, msg: claims }, sig }
  return [{ data: Buffer.from(JSON.stringify(document)), mode: 'byte' }]
}

function cbor(value: unknown): Uint8Array {
  const head = (major: number, length: number) =>
    length < 24 ? [(major << 5) | length] : length < 256 ? [(major << 5) | 24, length] : wide(major, length)
  const wide = (major: number, length: number) =>
    length < 65_536
      ? [(major << 5) | 25, length >> 8, length & 255]
      : [(major << 5) | 26, (length >>> 24) & 255, (length >>> 16) & 255, (length >>> 8) & 255, length & 255]
  if (typeof value === 'number') return Uint8Array.from(value < 0 ? head(1, -1 - value) : head(0, value))
  if (typeof value === 'string') return Buffer.concat([Uint8Array.from(head(3, value.length)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([Uint8Array.from(head(2, value.length)), value])
  if (Array.isArray(value)) return Buffer.concat([Uint8Array.from(head(4, value.length)), ...value.map(cbor)])
  const entries = Object.entries(value as Record<string, unknown>)
  const key = (name: string) => cbor(/^[0-9]+$/.test(name) ? Number(name) : name)
  return Buffer.concat([
    Uint8Array.from(head(5, entries.length)),
    ...entries.flatMap(([name, of]) => [key(name), cbor(of)]),
  ])
}

export async function qrVersion(): Promise<BenchResult> {
  const visas = await makeVisas(HOLDERS, await makeBenchWorld())
  const versions = (form: (visa: MadeVisa) => Segments, level: Level) =>
    visas.map((visa) => versionOf(form(visa), level))
  const ours = versions(packed('EV1:'), 'M')
  const value = Math.max(...ours)
  const spread = (form: (visa: MadeVisa) => Segments, level: Level = 'M') => {
    const all = versions(form, level)
    return `${Math.min(...all)}-${Math.max(...all)}`
  }
  return benchResult('qr.version', [value], {
    median: median(ours),
    'digits median': median(visas.map(({ text }) => text.length - 4)),
    'ECC Q': spread(packed('EV1:'), 'Q'),
    'URL prefix': spread(packed('HTTPS://EVISA.GOV.KZ/Q#')),
    'URL prefix, ECC Q': spread(packed('HTTPS://EVISA.GOV.KZ/Q#'), 'Q'),
    'plain JWS': spread(plain),
    SHC: spread(smartHealthCard),
    HCERT: spread(hcert),
    'VDS-NC': spread(vdsNc),
  })
}
