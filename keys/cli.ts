/** `npm run keys`: the key custodians' commands. Here, and only here, the clock and the environment enter. */
import { Command, CommanderError } from 'commander'
import { initKeys, publishTrustList } from './ceremony.ts'
import { readKeysConfig, readKeysDir } from './config.ts'
import { KeyError } from './key-error.ts'
import { describeMadeKeys, describePublished, describeStore } from './key-report.ts'
import { listRootKeys, readKeyring, readPublished } from './key-store.ts'
import { checkRoot, checkTrustList } from './trust-documents.ts'

interface Output {
  readonly json?: true
}

const now = () => Math.floor(Date.now() / 1000)

const program = new Command('keys')
  .description('Makes, lists and publishes the keys of the authority. See keys/README.md.')
  .exitOverride()

command('init', 'make the root keys and a key for each purpose, and sign the first trust list').action(
  async (output: Output) => {
    const config = readKeysConfig(process.env)
    const { rootFingerprint, rootFiles, keys } = await initKeys({ ...config, now: now() })
    const json = { dir: config.dir, root_fingerprint: rootFingerprint, root_files: rootFiles, keys }
    show(output, json, describeMadeKeys(config.dir, rootFingerprint, rootFiles, keys))
  },
)

command('list', 'show every key, and how long the trust list is still good').action(async (output: Output) => {
  const dir = readKeysDir(process.env)
  const keys = readKeyring(dir)
  const { root, fingerprint } = await checkRoot(readPublished(dir, 'root-1.json'))
  const { version, exp } = await checkTrustList(readPublished(dir, 'trust.json'), root)
  const rootFiles = listRootKeys(dir).map(({ file }) => file)
  const json = { dir, root_fingerprint: fingerprint, root_files: rootFiles, trust_list: { version, exp }, keys }
  show(output, json, describeStore(keys, { version, exp }, rootFiles, now()))
})

command('publish', 'sign the keyring as the next version of the trust list; needs root keys').action(
  async (output: Output) => {
    const { version, exp, keys } = await publishTrustList({ ...readKeysConfig(process.env), now: now() })
    show(output, { trust_list: { version, exp }, keys }, describePublished({ version, exp }))
  },
)

function command(name: string, description: string): Command {
  return program.command(name).description(description).option('--json', 'print JSON')
}

function show({ json: asJson }: Output, json: unknown, text: string): void {
  process.stdout.write(`${asJson ? JSON.stringify(json) : text}\n`)
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else if (error instanceof KeyError || (error as NodeJS.ErrnoException).syscall !== undefined) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  } else {
    throw error
  }
}
