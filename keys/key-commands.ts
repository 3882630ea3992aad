/** The commands of a key's life: `announce`, `activate`, `retire`, `compromise`. None of them needs a root key. */
import { Argument, type Command, InvalidArgumentError } from 'commander'
import { type EpochSeconds, isCivilDate, parseInstant, startOfDay } from '#evisa/civil-date.ts'
import { KEY_PURPOSES, type KeyPurpose, type TrustedKeyDocument } from '#evisa/trust-list.ts'
import { addCommand, answer, type Edge, type Output } from './command-line.ts'
import { readKeysConfig, readKeysDir, readPkcs11Config, readWindowSeconds } from './config.ts'
import { KeyError } from './key-error.ts'
import { describeAct, describeRecoveryToken } from './key-report.ts'
import { openToken } from './pkcs11-signer.ts'
import { makeRecoveryToken } from './recovery-token.ts'
import { activateKey, announceKey, compromiseKey, retireKey } from './rotate-keys.ts'

interface AnnounceOptions extends Output {
  readonly pkcs11?: true
}

interface ActOptions extends Output {
  readonly reason?: string
}

interface ForcibleOptions extends ActOptions {
  readonly force?: boolean
}

interface CompromiseOptions extends ActOptions {
  readonly since: EpochSeconds | 'now'
}

export function addKeyCommands(program: Command, edge: Edge): void {
  addCommand(program, 'announce', 'make a key that will sign when every scanner has heard of it')
    .addArgument(new Argument('<purpose>', 'what it signs').choices(KEY_PURPOSES))
    .option('--pkcs11', 'make it in the token of EVISA_PKCS11_MODULE')
    .action(async (purpose: KeyPurpose, options: AnnounceOptions) => {
      const key = await announce(edge, purpose, options)
      tell(edge, options, key)
    })

  forcible(program, 'activate', 'let an announced key sign, once its window is over').action(
    async (kid: string, options: ForcibleOptions, command: Command) => {
      tell(edge, options, await activateKey(actOf(edge, kid, options, command)))
    },
  )

  forcible(program, 'retire', 'end the signing of a key; what it signed still verifies').action(
    (kid: string, options: ForcibleOptions, command: Command) => {
      tell(edge, options, retireKey(actOf(edge, kid, options, command)))
    },
  )

  addCommand(
    program,
    'recovery-token',
    'make the token that is needed after a backup was restored; the one before ends',
  ).action((options: Output) => {
    const token = makeRecoveryToken(readKeysDir(edge.env), edge.now())
    answer(edge, options, { recovery_token: token }, describeRecoveryToken(token).join('\n'))
  })

  addCommand(program, 'compromise', 'mark a key as stolen, for ever: only what its register names still verifies')
    .argument('<kid>')
    .requiredOption('--since <time>', 'now, a day, or a time such as 2026-11-22T23:50:00+05:00', momentOf)
    .option('--reason <text>', 'why, for the journal')
    .action((kid: string, options: CompromiseOptions) => {
      const now = edge.now()
      const { since, reason = null } = options
      const moment = since === 'now' ? now : since
      tell(edge, options, compromiseKey({ dir: readKeysDir(edge.env), kid, since: moment, now, reason }))
    })
}

function forcible(program: Command, name: string, description: string): Command {
  return addCommand(program, name, description)
    .argument('<kid>')
    .option('--force', 'do it at once, in an emergency; needs --reason')
    .option('--reason <text>', 'why, for the journal')
}

async function announce(
  { env, now }: Edge,
  purpose: KeyPurpose,
  { pkcs11 }: AnnounceOptions,
): Promise<TrustedKeyDocument> {
  const announcement = { dir: readKeysDir(env), purpose, now: now(), windowSeconds: readWindowSeconds(env) }
  if (!pkcs11) return announceKey({ ...announcement, keptBy: readKeysConfig(env) })
  const config = readPkcs11Config(env)
  if (config === null)
    throw new KeyError('config/invalid', "EVISA_PKCS11_MODULE is not set; it takes the token's library")
  const token = await openToken(config)
  try {
    return await announceKey({ ...announcement, keptBy: token })
  } finally {
    token.close()
  }
}

function actOf({ env, now }: Edge, kid: string, { force = false, reason }: ForcibleOptions, command: Command) {
  if (force && !reason?.trim()) command.error('error: --force needs --reason TEXT, for the journal')
  return { dir: readKeysDir(env), kid, now: now(), force, reason: reason ?? null }
}

function momentOf(text: string): EpochSeconds | 'now' {
  if (text === 'now') return text
  const instant = isCivilDate(text) ? startOfDay(text) : parseInstant(text)
  if (instant !== null) return Math.floor(instant)
  throw new InvalidArgumentError('It takes now, a day of Kazakhstan, or a time with its offset.')
}

function tell(edge: Edge, options: Output, key: TrustedKeyDocument): void {
  answer(edge, options, { key, published: false }, describeAct(key))
}
