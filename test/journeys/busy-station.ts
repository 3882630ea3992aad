/**
 * A station that records and syncs without a pause, until it is killed: `node busy-station.ts FOLDER`. Each record is
 * told on standard output, by its hash, once it is durable.
 */
import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { recordOwn } from '../../scanner-client/offline/own-chain.ts'
import { sync } from '../../scanner-client/offline/sync.ts'
import { clientOf, enrolled, now, syncContext, withStore } from '../../scanner-client/station/station.ts'
import { exitOf } from '../made-device.ts'

await withStore({ dir: process.argv[2] ?? '', offline: false }, async (store) => {
  const enrolment = await enrolled(store)
  for (;;) {
    for (let count = 0; count < 5; count++) {
      const signed = await recordOwn(store, { ...exitOf(makeVisaNumber(randomBytes)), at: now() })
      if (signed !== 'crossings-moved') writeSync(1, `${signed.hash}\n`)
    }
    // A server that was killed is what this is about.
    await sync(store, await clientOf(store, enrolment, 1000), syncContext).catch(() => undefined)
  }
})
