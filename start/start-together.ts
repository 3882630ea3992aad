/** Starts what the settings say, each program once those are there that it must know, and ends all of them together. */
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type EnrolmentPlace, enrolmentCodeFile } from './face-enrolment.ts'
import { noteFolders } from './made-folders.ts'
import {
  type AroundDemonstration,
  acquirerSettings,
  consoleSettings,
  demonstrationSettings,
  mailboxSettings,
  portalSettings,
  serverSettings,
} from './part-settings.ts'
import { openParts, type Parts, type PartsOptions } from './parts.ts'
import type { Environment } from './run-part.ts'

export interface Start extends PartsOptions {
  readonly env: Environment
  readonly isDemonstration: boolean
  /** Resolves once all is to end. */
  readonly stopped: Promise<unknown>
}

const FOLDERS = ['acquirer', 'mailbox', 'demonstration', 'portal', 'console']
const TAKES_MAIL = /^ {2}takes mail at (\S+)\n/m

/** Gives the server's code once all have ended; 0 where it was not started. */
export async function startTogether({ env, isDemonstration, stopped, ...options }: Start): Promise<number> {
  const dataDir = resolve(env.EVISA_DATA_DIR || 'data')
  const undo = noteFolders(dataDir, isDemonstration ? FOLDERS.map((name) => join(dataDir, name)) : [])
  const parts = openParts(options)
  const begun = isDemonstration ? beginDemonstration(parts, env, dataDir) : beginService(parts, env)
  await Promise.race([stopped, parts.over, begun.then(() => parts.over)]).finally(() => parts.end())
  await begun
  const { code, wasUp } = await parts.end()
  // A server that did not start leaves nothing behind, and what was made for it goes with it.
  if (!wasUp) undo()
  return code
}

/** What runs in service: the server, and the faces that the settings speak of. */
async function beginService(parts: Parts, env: Environment): Promise<void> {
  const address = await parts.run('server', env)?.address
  for (const face of FACES)
    if (address && (env[`${face.toUpperCase()}_DATA_DIR`] || env[codeSetting(face)]))
      await parts.run(face, env)?.address
  parts.release()
}

/** All that it takes to try it, with no settings at all. */
async function beginDemonstration(parts: Parts, env: Environment, dataDir: string): Promise<void> {
  const [acquirer, mailbox, portal, console] = await Promise.all([
    beginAcquirer(parts, env, dataDir),
    beginMailbox(parts, env, dataDir),
    portalSettings(env, dataDir),
    consoleSettings(env, dataDir),
  ])
  const settings = serverSettings(env, { acquirer, smtpUrl: mailbox?.smtpUrl ?? null, portal, console })
  const server = await parts.run('server', { ...env, ...settings })?.address
  const publicUrl = env.EVISA_PUBLIC_URL || server
  if (server && publicUrl) {
    const mailboxUrl = mailbox?.url ?? null
    const around = { server, publicUrl, portalUrl: settings.EVISA_PORTAL_URL, mailboxUrl }
    const told = {
      PORTAL_CHECK_URL: publicUrl,
      ...(mailboxUrl && { PORTAL_MAILBOX_URL: mailboxUrl }),
      ...(await beginPeople(parts, env, dataDir, around)),
    }
    const place = { server, publicUrl, dataDir }
    const [portalDir, consoleDir] = [resolve(portal.PORTAL_DATA_DIR), resolve(console.CONSOLE_DATA_DIR)]
    await beginFace(parts, { ...told, ...env, ...portal }, { ...place, role: 'portal', folder: portalDir })
    await beginFace(parts, { ...env, ...console }, { ...place, role: 'console', folder: consoleDir })
  }
  // Where the server did not start the others end at once, and nobody is sent to them.
  if (server) parts.release()
}

async function beginAcquirer(parts: Parts, env: Environment, dataDir: string) {
  const settings = await acquirerSettings(env, dataDir)
  const url = settings && (await parts.run('acquirer', { ...env, ...settings })?.address)
  return url ? { url, secretFile: settings.ACQUIRER_SECRET_FILE } : null
}

async function beginMailbox(parts: Parts, env: Environment, dataDir: string) {
  const settings = await mailboxSettings(env, dataDir)
  const part = settings && parts.run('mailbox', { ...env, ...settings })
  const [url, smtpUrl] = [await part?.address, await part?.said(TAKES_MAIL)]
  return url && smtpUrl ? { url, smtpUrl } : null
}

/** Those who apply and decide in a demonstration; what the portal is told of them. */
async function beginPeople(parts: Parts, env: Environment, dataDir: string, around: AroundDemonstration) {
  const settings = await demonstrationSettings(env, dataDir, around)
  const url = await parts.run('demonstration', { ...env, ...settings })?.address
  return url ? { PORTAL_DEMONSTRATION_URL: url } : {}
}

async function beginFace(parts: Parts, env: Environment, place: EnrolmentPlace): Promise<void> {
  const { role } = place
  try {
    const file = env[codeSetting(role)] ? null : await enrolmentCodeFile(place)
    await parts.run(role, { ...env, ...(file !== null && { [codeSetting(role)]: file }) })?.address
    // It is used up, or good for nothing.
    if (file !== null) rmSync(file, { force: true })
  } catch (error) {
    // The server works without.
    parts.miss(role, `did not start (${(error as Error).message})`)
  }
}

const FACES = ['portal', 'console'] as const
const codeSetting = (face: (typeof FACES)[number]) => `${face.toUpperCase()}_ENROLMENT_CODE_FILE`
