import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { heldKnowledge } from '../../../scanner-client/offline/held-knowledge.ts'
import { epochsBefore, setsOfBefore } from '../../../scanner-client/offline/sets-of-before.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { CONTEXT, enrol, madeAuthority, STEADY, VERIFY, WORLD } from '../made-station.ts'
import { setOfEpoch } from './restored-world.ts'

t.test(
  'the statuses that were lost are made anew from the signed sets; where those are damaged nothing is green',
  async (t) => {
    const file = join(t.testdir(), 'station.db')
    const store = openStationStore(file)
    t.teardown(() => store.close())
    const damage = (sql: string) => {
      const database = new Database(file)
      database.exec(sql)
      database.close()
    }
    await enrol(store, { role: 'carrier' })
    const authority = await madeAuthority()
    const take = async (...given: Parameters<typeof setOfEpoch>) => {
      authority.set = await setOfEpoch(...given)
      await sync(store, authority, CONTEXT)
    }
    const known = () => heldKnowledge(store, VERIFY, { now: NOW, steady: STEADY, online: true })
    const status = async () => (await known()).before?.statusOf('urn:evisa:KAZ:status:0', 5)
    await take(1, 10, [5])
    await take(2, 20, [])
    t.same(await epochsBefore(store), [1])
    t.match(await setsOfBefore(store, WORLD.rootFingerprint, VERIFY), [{ snapshot: { version: 10 } }])
    t.equal(await status(), 'revoked', 'for a carrier, too')
    damage("UPDATE small SET kept = replace(kept, 'revoked', 'revokec') WHERE name = 'lost-statuses'")
    t.equal((await known()).isDamaged, true)
    await take(2, 21, [])
    t.equal((await known()).isDamaged, false)
    t.equal(await status(), 'revoked')
    damage(
      "DELETE FROM small WHERE name = 'lost-statuses'; UPDATE artefacts SET body = 'x' || body WHERE path = 'before/1/status/0'",
    )
    await take(2, 22, [])
    t.equal((await known()).isDamaged, true, 'until it is enrolled anew')
    await enrol(store, { role: 'carrier' })
    await take(2, 22, [])
    t.equal((await known()).isDamaged, false)
  },
)
