/** Visas as a store takes them, and what else the contracts of the stores share. */
import { createHash } from 'node:crypto'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { NewCrossingEvent, SignedCrossing } from '#evisa/event-chain.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import { STATUS_LIST_URN, type VisaClaims } from '#evisa/visa-claims.ts'
import { checkCharacter } from '#evisa/visa-number.ts'
import { NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { testKey } from '../../../fixtures/test-signer.ts'
import { signCompact } from '../../../keys/signer.ts'
import type { Store } from '../../../server/store/store.ts'
import type { NewVisa } from '../../../server/store/visa-store.ts'
import { type MadeDevice, madeDevice } from '../../made-device.ts'

/** The authority, now. */
export const ACT = { actor: 'authority', at: NOW }

let made = 0

/** A signed visa with a number, a place in list 0 and an invitation of its own. */
export async function newVisa(
  change: Partial<VisaClaims> = {},
  { list = 0, index = 500 + made, supportNumber = `INV-${1000 + made}`, key = 'visa' } = {},
): Promise<NewVisa> {
  made += 1
  const eleven = `K7Q2${String(made)
    .padStart(7, '0')
    .replace(/[01]/g, (digit) => 'AB'[Number(digit)] ?? '')}`
  const claims = visaClaims({
    jti: eleven + checkCharacter(eleven),
    status: { status_list: { idx: index, uri: `${STATUS_LIST_URN}${list}` } },
    ...change,
  })
  const jws = await signCompact((await testKey(key, 'visa')).signer, 'evisa+jwt', claims)
  const qrText = qrTextOfJws(jws)
  if (!qrText.ok) throw new Error(qrText.error)
  return { claims, jws, qrText: qrText.value, visaSupportNumber: supportNumber }
}

/** The places of a list as they come, 3 bytes each; or backwards. */
export function inOrder(isBackwards = false): Uint8Array {
  const bytes = Buffer.alloc(VISAS_A_LIST * 3)
  for (let at = 0; at < VISAS_A_LIST; at++) bytes.writeUIntBE(isBackwards ? VISAS_A_LIST - 1 - at : at, at * 3, 3)
  return bytes
}

/** The kid in the header of a compact JWS. */
export function kidOf(jws: string | undefined): string {
  return JSON.parse(Buffer.from(jws?.split('.')[0] ?? '', 'base64url').toString()).kid
}

/** The hash by which a register holds a visa. */
export function hashOfPayload(jws: string): Buffer {
  const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url')
  return createHash('sha256').update(payload).digest().subarray(0, 16)
}

const booths = new WeakMap<Store, MadeDevice>()

/** Has a booth of the store do this, and hand it in. */
export async function cross(store: Store, ...events: readonly NewCrossingEvent[]): Promise<readonly CrossingReceipt[]> {
  const booth = booths.get(store) ?? (await madeDevice('dev-00000000ff'))
  booths.set(store, booth)
  const signed: SignedCrossing[] = []
  for (const event of events) signed.push(await booth.sign(event))
  return store.appendCrossings(signed, booth.id, NOW)
}
