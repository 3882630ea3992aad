/** How mail leaves this server: what the settings say, checked, and the files that they name, read. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { parseMailAddress } from './mail-address.ts'

/** The settings about mail as they stand in the environment, checked; null where no mail server is named. */
export interface MailConfig {
  readonly smtpUrl: string
  readonly from: string
  readonly replyTo: string | null
  readonly passwordFile: string | null
  readonly caFile: string | null
  readonly tls: 'required' | 'none'
}

export interface SmtpSettings {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (`smtps:`). */
  readonly secure: boolean
  /** Without STARTTLS no mail is sent. */
  readonly requireTls: boolean
  readonly auth: { readonly user: string; readonly pass: string } | null
  /** Certificates (PEM) that are trusted in the place of the usual ones. */
  readonly ca: string | null
  /** The sender's address. */
  readonly from: string
  /** Who reads replies; null where nobody does. */
  readonly replyTo: string | null
}

type Setting = (
  name: string,
  fallback: string,
  takes: string,
  accepts: (value: string) => boolean,
  isSecret?: boolean,
) => string

/** Reads the settings by the function that checks each. */
export function readMailConfig(setting: Setting): MailConfig | null {
  const smtpUrl = setting('EVISA_SMTP_URL', '', 'smtp://USER:PASSWORD@HOST:PORT, or smtps://', isSmtpUrl, true)
  const isAddress = (value: string) => (value === '' && smtpUrl === '') || parseMailAddress(value).ok
  const from = setting('EVISA_MAIL_FROM', '', 'the address that mail comes from, set with EVISA_SMTP_URL', isAddress)
  const isOptional = (value: string) => value === '' || parseMailAddress(value).ok
  const replyTo = setting('EVISA_MAIL_REPLY_TO', '', 'the address that replies go to', isOptional)
  const passwordFile = setting('EVISA_SMTP_PASSWORD_FILE', '', 'a file with the password in it', () => true)
  const caFile = setting('EVISA_SMTP_CA_FILE', '', 'a file of certificates, PEM', () => true)
  const isTls = (value: string) => value === '' || value === 'required' || value === 'none'
  const tls = setting('EVISA_SMTP_TLS', '', 'required or none', isTls)
  if (smtpUrl === '') return null
  // Nobody listens on the way to a mail server of the same machine, and its certificate is seldom a good one.
  const otherwise = isLoopback(hostOf(new URL(smtpUrl))) ? 'none' : 'required'
  return Object.freeze({
    smtpUrl,
    from,
    replyTo: replyTo || null,
    passwordFile: passwordFile || null,
    caFile: caFile || null,
    tls: tls === 'required' || tls === 'none' ? tls : otherwise,
  })
}

/** Throws where a file cannot be read. */
export function smtpSettings({ smtpUrl, from, replyTo, passwordFile, caFile, tls }: MailConfig): SmtpSettings {
  const url = new URL(smtpUrl)
  const secure = url.protocol === 'smtps:'
  const pass =
    passwordFile === null ? decodeURIComponent(url.password) : fileOf('EVISA_SMTP_PASSWORD_FILE', passwordFile)
  return {
    host: hostOf(url),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTls: !secure && tls === 'required',
    auth: url.username === '' ? null : { user: decodeURIComponent(url.username), pass: pass.replace(/\r?\n$/, '') },
    ca: caFile === null ? null : fileOf('EVISA_SMTP_CA_FILE', caFile),
    from,
    replyTo,
  }
}

function fileOf(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`${name}: ${file} cannot be read: ${(cause as Error).message}`, { cause })
  }
}

function isSmtpUrl(value: string): boolean {
  if (value === '') return true
  const url = /^smtps?:\/\//.test(value) ? URL.parse(value) : null
  if (url === null || url.hostname === '' || !/^\/?$/.test(url.pathname) || url.search || url.hash) return false
  try {
    decodeURIComponent(url.username + url.password)
    return true
  } catch {
    return false
  }
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
