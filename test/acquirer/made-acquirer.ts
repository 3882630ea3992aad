/** The test acquirer in this process, behind a real port, by a clock that the test moves; and a payer at its pages. */
import { join } from 'node:path'
import type { Test } from 'tap'
import { request } from 'undici'
import { type AcquirerApp, buildAcquirer } from '../../acquirer/app.ts'
import type { Fault } from '../../acquirer/faults.ts'
import { type OrderStore, openOrderStore } from '../../acquirer/order-store.ts'

export const CLIENT = { clientId: 'evisa-test', secret: 'the secret of the tests' } as const
export const TERMINALS = ['98765432', '11112222'] as const
export const SLOW_MS = 900
export const LATE_SECONDS = 60

export interface MadeAcquirer extends Pick<AcquirerApp, 'work'> {
  readonly url: string
  readonly store: OrderStore
  /** The bank is gone. */
  close(): Promise<void>
}

export async function madeAcquirer(t: Test, clock: { now: number }, fault: Fault = 'none'): Promise<MadeAcquirer> {
  const store = openOrderStore(join(t.testdir(), 'acquirer.db'))
  const given = { store, fault, now: () => clock.now, lateSeconds: LATE_SECONDS, slowMs: SLOW_MS }
  const { app, work } = buildAcquirer({ ...given, ...CLIENT, terminals: TERMINALS })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await app.close()
    store.close()
  })
  return { url, store, work, close: () => app.close() }
}

export interface Shown {
  readonly status: number
  readonly text: string
  readonly location: string | undefined
}

/** Opens a page, or sends its form. */
export async function atPage(url: string, form?: Readonly<Record<string, string>>): Promise<Shown> {
  const answer = await request(url, {
    method: form === undefined ? 'GET' : 'POST',
    ...(form && {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    }),
  })
  const { location } = answer.headers
  return { status: answer.statusCode, text: await answer.body.text(), location: location?.toString() }
}

export const CARD = '4000 0000 0000 0002'
export const DECLINED_CARD = '4000 0000 0000 0010'

/** Types the card, chooses what is to go wrong, and confirms at the bank; gives where the payer is sent back to. */
export async function payAt(page: string, fault: Fault = 'none'): Promise<string | undefined> {
  const typed = await atPage(page, { card: CARD, fault })
  if (typed.status !== 303) throw new Error(`the card was not taken: ${typed.status} ${typed.text}`)
  return (await atPage(`${page}/3ds`, { code: '1234' })).location
}
