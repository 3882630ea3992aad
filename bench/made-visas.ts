/** What the benches work on: a made authority with fast keys, seeded holders, and the knowledge of a border device. */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import type Type from 'typebox'
import type { Knowledge } from '#evisa/knowledge.ts'
import { VISA_TYP } from '#evisa/qr-layout.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import type { BorderSituation } from '#evisa/situation.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import { checkCharacter, VISA_NUMBER_ALPHABET } from '#evisa/visa-number.ts'
import { knowledgeOf } from '../fixtures/case-format.ts'
import { makeWorld, NOW, visaClaims, type World } from '../fixtures/made-world.ts'
import { makeTd3Mrz } from '../fixtures/make-mrz.ts'
import { type Signer, signCompact, signerOfKey } from '../keys/signer.ts'
import { checkByNode } from '../platform/check-signature.ts'
import { inflateBytes } from '../platform/inflate-bytes.ts'

export interface MadeVisa {
  readonly claims: VisaClaims
  readonly jws: string
  readonly text: string
  readonly situation: Type.Static<typeof BorderSituation>
}

export interface Made {
  readonly world: World
  readonly knowledge: Knowledge
  readonly signer: Signer
  readonly privateKey: KeyObject
  readonly now: number
}

/** The signer of a made key as a server has it: the fixtures' own is slow, so that it signs the same every time. */
export function benchSigner(world: World, name: string): Signer {
  const key = world.keys[name]
  if (key === undefined) throw new RangeError(`no key ${name}`)
  const jwk = { ...key.jwk, d: Buffer.from(key.secret).toString('base64url') }
  return signerOfKey(key.signer.kid, key.signer.purpose, createPrivateKey({ key: jwk, format: 'jwk' }))
}

export async function makeBenchWorld(): Promise<Made> {
  const world = await makeWorld()
  const key = world.keys.visa
  if (key === undefined) throw new Error('no visa key')
  const jwk = { ...key.jwk, d: Buffer.from(key.secret).toString('base64url') }
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' })
  const file = { about: '', root_fingerprint: world.rootFingerprint, artefacts: world.artefacts, cases: [] }
  const knowledge = await knowledgeOf(
    file,
    {
      root: 'root-1',
      trust: 'trust-1',
      policy: 'policy-1',
      status_lists: ['status-0'],
      registers: [],
      snapshot: 'snapshot-1',
      ledger: { as_of: NOW - 60, crossings: [] },
      earlier_checks: [],
      time_floor: NOW - 600,
      proven_time: null,
      is_replaced: false,
      online: true,
    },
    { inflate: inflateBytes, check: checkByNode },
  )
  return { world, knowledge, signer: signerOfKey(key.signer.kid, 'visa', privateKey), privateKey, now: NOW }
}

const SURNAMES = [
  'PERERA',
  'BENALI',
  'ABDELRAHMAN',
  'GURUNG',
  'SOK',
  'BEN SALAH',
  'OKONKWO',
  'RAMANANTSOA',
  'CHATTERJEE',
  'DE LA CRUZ',
  'WICKRAMASINGHE',
  'TRAORE',
]
const GIVEN_NAMES = [
  'NIMALI SANDUNI',
  'KARIM',
  'MOHAMED AHMED HASSAN ELSAYED',
  '',
  'DARA',
  'AMIRA',
  'CHUKWUEMEKA DANIEL',
  'HERINIAINA TIANA',
  'SUBHASISH',
  'MARIA FERNANDA',
  'ASELA',
  'FATOUMATA',
]
const STATES = ['LKA', 'DZA', 'EGY', 'NPL', 'KHM', 'TUN', 'NGA', 'MDG', 'BGD', 'CRI']

/** Claims of a seeded holder; the same for the same number. */
export function holderClaims(seed: number): VisaClaims {
  let state = (seed + 1) * 2_654_435_761
  const draw = (below: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0
    return (state >>> 8) % below
  }
  const pick = (values: readonly string[]) => values[draw(values.length)] ?? ''
  const eleven = Array.from({ length: 11 }, () => VISA_NUMBER_ALPHABET[draw(30)]).join('')
  const nationality = pick(STATES)
  const number = `${'ABNPZ'[draw(5)]}${String(1_000_000 + draw(8_999_999))}${seed % 2 === 0 ? draw(10) : ''}`
  return visaClaims({
    jti: eleven + checkCharacter(eleven),
    iat: NOW - draw(2_000_000),
    holder: {
      surname: pick(SURNAMES),
      given_names: pick(GIVEN_NAMES),
      sex: draw(2) === 0 ? 'F' : 'M',
      birth_date: `${1950 + draw(58)}-0${1 + draw(9)}-${10 + draw(19)}`,
      nationality,
    },
    passport: { number, issuer: nationality, expires: `203${draw(5)}-1${draw(3)}-1${draw(10)}` },
    status: { status_list: { idx: 2000 + draw(100_000), uri: `urn:evisa:KAZ:status:0` } },
  })
}

/** Signed visas of seeded holders, each with the situation of its owner at a booth. */
export async function makeVisas(count: number, { signer }: Made): Promise<MadeVisa[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, seed) => {
      const claims = holderClaims(seed)
      const jws = await signCompact(signer, VISA_TYP, claims)
      const text = qrTextOfJws(jws)
      if (!text.ok) throw new Error(text.error)
      const { holder, passport } = claims
      const mrz = makeTd3Mrz({
        issuer: passport.issuer,
        surname: holder.surname,
        givenNames: holder.given_names,
        number: passport.number,
        nationality: holder.nationality,
        birthDate: holder.birth_date,
        sex: holder.sex,
        expires: passport.expires,
      })
      return {
        claims,
        jws,
        text: text.value,
        situation: { audience: 'entry', checkpoint: 'NQZ', booth: 'booth-1', mrz },
      }
    }),
  )
}
