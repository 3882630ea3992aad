/** The command that begins an empty store where a start refuses to, and says what that means: `new-store`. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { ConfigError, readServerConfig } from '../config.ts'
import { findStore } from '../store/find-store.ts'
import { openStore, type StorePlace } from '../store/open-store.ts'
import { holdFolder } from './hold-folder.ts'
import { logLeftAlone, nameOf } from './lost-store.ts'

export function addNewStoreCommand(program: Command, show: (json: unknown, text: string) => void): void {
  program
    .command('new-store')
    .description('begin an empty store where there is none: for an authority that never issued anything')
    .option('--data-dir <folder>', 'the data folder of the authority; or set EVISA_DATA_DIR')
    .action(async ({ dataDir }: { dataDir?: string }) => {
      const place = readServerConfig({ ...process.env, ...(dataDir && { EVISA_DATA_DIR: dataDir }) })
      await makeStore(place)
      show(
        { store: nameOf(place) },
        `${nameOf(place)} was begun, and is empty. It knows no e-visa that was ever issued, revoked or used, no officer and no scanner: ` +
          'scanners enrol anew, and what an older store of these keys had issued is unknown here and cannot be revoked.\n' +
          `If there is a backup after all, do not start the server on this one: npm run -s authority -- restore BACKUP${nextIn(place)}`,
      )
    })
}

/** What was published stays beside the new store: numbers go on above those that scanners hold, or they would refuse its lists. */
function nextIn({ dataDir }: StorePlace): string {
  const known = ['store-mark', 'published'].map((name) => join(dataDir, name)).filter((path) => existsSync(path))
  return known.length === 0
    ? ''
    : `\nAn authority worked here (${known.join(', ')}): the start says that the store went back, and asks for npm run -s authority -- restored`
}

async function makeStore(place: StorePlace): Promise<void> {
  const held = place.databaseUrl === null ? holdFolder(place.dataDir) : null
  try {
    const found = await findStore(place)
    if (found === 'kept') throw new ConfigError(`${nameOf(place)} is a store already: nothing was changed`)
    if (found === 'other')
      throw new ConfigError(`${nameOf(place)} holds what another program keeps there: nothing was changed`)
    const log = place.databaseUrl === null ? logLeftAlone(place.dataDir) : null
    if (log !== null)
      throw new ConfigError(`${log} may hold what was acknowledged and lies nowhere else: move it away first`)
    await (await openStore(place)).close()
    held?.release()
  } catch (error) {
    held?.undo()
    throw error
  }
}
