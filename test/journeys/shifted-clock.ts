/**
 * Moves the clock of a program by as many seconds as stand in the file of `CLOCK_SHIFT_FILE`, read anew all the time: with
 * it a story of weeks runs in seconds, on the real programs. To be loaded with `node --import`.
 */
import { readFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'

const file = process.env.CLOCK_SHIFT_FILE ?? ''
const RealDate = Date
const { now } = Date
const { uptime } = os
const shiftSeconds = () => Number(readFileSync(file, 'utf8'))

class ShiftedDate extends RealDate {
  constructor(...given: [] | [number | string]) {
    if (given.length === 0) super(ShiftedDate.now())
    else super(...(given as [number]))
  }
  static override now(): number {
    return now() + shiftSeconds() * 1000
  }
}

globalThis.Date = ShiftedDate as DateConstructor
os.uptime = () => uptime() + shiftSeconds()
syncBuiltinESMExports()
