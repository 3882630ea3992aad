/** A copy of a passport over a line that is slow and breaks, as a phone sends it: it asks what has come, and goes on from there. */
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import type { Test } from 'tap'
import type { Answer, Call } from '../server/build-app.ts'
import { build } from '../server/build-app.ts'
import { deviceCall } from '../server/dpop-device.ts'
import { BYTES, owners } from '../server/passport-copies/made-owner.ts'
import { openSlowLine } from './slow-line.ts'

const SIZE = 5_000_000
const BYTES_A_SECOND = 8000
/** Of the bytes that went up: heads and what is sent again among them. */
const BREAKS = [300_000, 1_111_111, 2_500_000, 3_333_333, 4_900_000]

export interface SlowUpload {
  /** How many times as fast as at 64 kbit/s all goes, the server's own clock too. */
  readonly speed: number
  readonly partBytes: number
  /** The whole as one stream, on a line that does not break. */
  readonly isStream?: boolean
}

export interface Arrived {
  readonly state: string
  readonly received: number
  readonly breaks: number
  readonly seconds: number
  /** Calls that were answered nothing. */
  readonly lost: number
}

export async function slowUpload(t: Test, { speed, partBytes, isStream = false }: SlowUpload): Promise<Arrived> {
  let port = 0
  const publicUrl = () => `http://127.0.0.1:${port}`
  const built = await build(t, { requestMs: 30_000 / speed, publicUrl })
  const { portal, owner } = await owners(t, built)
  const me = await owner()
  await built.app.listen({ host: '127.0.0.1', port: 0 })
  const line = await openSlowLine((built.app.server.address() as AddressInfo).port, {
    bytesASecond: BYTES_A_SECOND * speed,
    breakAfter: isStream ? [] : BREAKS,
  })
  t.teardown(() => line.close())
  port = line.port
  const send = fetched(publicUrl)
  const call = deviceCall(portal.id, { url: publicUrl(), key: portal.key, now: () => built.clock.now, send })
  let lost = 0
  /** Again and again until there is an answer. */
  const insist: Call = async (method, url, body, headers = {}) => {
    for (;;) {
      try {
        return await call(method, url, body, { 'evisa-session': me.session, ...headers })
      } catch (error) {
        if (!(error instanceof TypeError)) throw error
        lost += 1
      }
    }
  }
  const file = await photographOf(SIZE)
  const from = performance.now()
  const cases = `/v1/applications/${me.reference}/copies`
  const begun = await insist('POST', cases, { size: file.length })
  const copy = `${cases}/${begun.body.id}`
  let state = begun.body
  if (isStream) state = (await insist('PUT', `${copy}/content`, file, BYTES)).body
  while (state.state === 'receiving') {
    const part = file.subarray(state.received, state.received + partBytes)
    const path = `${copy}/parts/${state.received}`
    const before = lost
    const answer = await insistOnce(() => call('PUT', path, part, { 'evisa-session': me.session, ...BYTES }))
    if (answer === null) lost = before + 1
    // What has come is asked, since the answer may be what was lost.
    state = answer?.status === 200 ? answer.body : (await insist('GET', copy)).body
  }
  const seconds = (performance.now() - from) / 1000
  while (state.state === 'making') state = (await insist('GET', copy)).body
  return { state: state.state, received: state.received, breaks: line.breaks(), seconds, lost }
}

async function insistOnce(act: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function fetched(base: () => string): Call {
  return async (method, url, body, headers = {}) => {
    const isBytes = Buffer.isBuffer(body) || typeof body === 'string'
    const answer = await fetch(`${base()}${url}`, {
      method,
      headers: { ...(body !== undefined && !isBytes && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: isBytes ? new Uint8Array(Buffer.from(body as string)) : JSON.stringify(body) }),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const text = bytes.toString()
    const isJson = /json/.test(answer.headers.get('content-type') ?? '')
    const told = Object.fromEntries(answer.headers)
    return { status: answer.status, headers: told, text, bytes, body: isJson ? JSON.parse(text) : undefined }
  }
}

/** A photograph of exactly so many bytes: what follows the end of a JPEG is nobody's picture, and is dropped with the rest. */
async function photographOf(size: number): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  const jpeg = await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#888888', noise } })
    .jpeg({ quality: 80 })
    .toBuffer()
  return Buffer.concat([jpeg, randomBytes(size)]).subarray(0, size)
}
