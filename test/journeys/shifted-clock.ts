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
const REREAD_MS = 10

let read = { at: Number.NEGATIVE_INFINITY, seconds: 0 }

// A server asks for the time at every turn: a file read each time would be what it does most.
function shiftSeconds(): number {
  const at = performance.now()
  if (at - read.at > REREAD_MS) read = { at, seconds: Number(readFileSync(file, 'utf8')) }
  return read.seconds
}

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
