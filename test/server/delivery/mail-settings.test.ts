import { join } from 'node:path'
import t from 'tap'
import { ConfigError, readServerConfig } from '../../../server/config.ts'
import { type MailConfig, smtpSettings } from '../../../server/delivery/mail-settings.ts'

const FROM = { EVISA_MAIL_FROM: 'visa@mfa.example' }

function mailOf(env: Record<string, string>): MailConfig {
  const { mail } = readServerConfig({ ...FROM, ...env })
  if (mail === null) throw new Error('no mail')
  return mail
}

t.test('asks for TLS but on this machine, unless a setting says otherwise', async (t) => {
  const required = (env: Record<string, string>) => smtpSettings(mailOf(env)).requireTls
  t.equal(required({ EVISA_SMTP_URL: 'smtp://mail.example' }), true)
  t.equal(required({ EVISA_SMTP_URL: 'smtp://127.example' }), true)
  t.equal(required({ EVISA_SMTP_URL: 'smtp://mail.example', EVISA_SMTP_TLS: 'none' }), false)
  for (const host of ['127.0.0.1', 'localhost', '[::1]'])
    t.equal(required({ EVISA_SMTP_URL: `smtp://${host}` }), false, host)
  t.equal(required({ EVISA_SMTP_URL: 'smtp://localhost', EVISA_SMTP_TLS: 'required' }), true)
  t.match(smtpSettings(mailOf({ EVISA_SMTP_URL: 'smtps://mail.example' })), { secure: true, port: 465 })
})

t.test('reads user, password, port and files', async (t) => {
  const dir = t.testdir({ password: 'se:cr/et\n', ca: 'PEM' })
  const url = 'smtp://visa%40mfa:p%2Fw@mail.example:2525'
  t.match(smtpSettings(mailOf({ EVISA_SMTP_URL: url })), {
    ...{ host: 'mail.example', port: 2525, secure: false, from: 'visa@mfa.example', ca: null },
    auth: { user: 'visa@mfa', pass: 'p/w' },
  })
  const files = { EVISA_SMTP_PASSWORD_FILE: join(dir, 'password'), EVISA_SMTP_CA_FILE: join(dir, 'ca') }
  t.match(smtpSettings(mailOf({ EVISA_SMTP_URL: url, ...files })), { auth: { pass: 'se:cr/et' }, ca: 'PEM' })
  t.match(smtpSettings(mailOf({ EVISA_SMTP_URL: 'smtp://[::1]' })), { host: '::1', port: 587, auth: null })
  const gone = mailOf({ EVISA_SMTP_URL: url, EVISA_SMTP_PASSWORD_FILE: join(dir, 'gone') })
  t.throws(() => smtpSettings(gone), /EVISA_SMTP_PASSWORD_FILE: .*gone cannot be read/)
})

t.test('replies go to whoever reads them, or to nobody', async (t) => {
  const env = { EVISA_SMTP_URL: 'smtp://127.0.0.1' }
  t.equal(smtpSettings(mailOf(env)).replyTo, null)
  t.equal(smtpSettings(mailOf({ ...env, EVISA_MAIL_REPLY_TO: 'desk@mfa.example' })).replyTo, 'desk@mfa.example')
  t.throws(() => mailOf({ ...env, EVISA_MAIL_REPLY_TO: 'desk' }), /EVISA_MAIL_REPLY_TO/)
})

t.test('refuses what cannot be used, and does not print a password', async (t) => {
  for (const url of [
    'mail.example',
    'http://u:secret@a.kz',
    'smtp://',
    'smtp://u:secret@a.kz/x',
    'smtp://u:%zz@a.kz',
  ]) {
    const read = () => readServerConfig({ EVISA_SMTP_URL: url, ...FROM })
    t.throws(read, ConfigError, url)
    t.throws(read, { message: /^EVISA_SMTP_URL is "\.\.\."; it takes smtp:/ })
  }
  const smtp = { EVISA_SMTP_URL: 'smtp://mail.example' }
  t.throws(() => readServerConfig(smtp), { message: /^EVISA_MAIL_FROM is ""; it takes the address/ })
  t.throws(() => readServerConfig({ ...smtp, EVISA_MAIL_FROM: 'a@b.kz\nBcc: c@d.kz' }), { message: /^EVISA_MAIL_FROM/ })
  t.throws(() => readServerConfig({ ...smtp, ...FROM, EVISA_SMTP_TLS: 'yes' }), {
    message: /it takes required or none/,
  })
  t.equal(readServerConfig(FROM).mail, null)
})
