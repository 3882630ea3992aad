/** What all commands share: what enters from outside, `--json`, and how they print. */
import { type Command, InvalidArgumentError } from 'commander'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Environment } from './config.ts'

/** The clock, the environment and the output: they enter here, and only here. */
export interface Edge {
  readonly env: Environment
  readonly now: () => EpochSeconds
  readonly write: (text: string) => void
}

export interface Output {
  readonly json?: true
}

export const REAL_EDGE: Edge = {
  env: process.env,
  now: () => Math.floor(Date.now() / 1000),
  write: (text) => void process.stdout.write(text),
}

/** A command that can answer in JSON. */
export function addCommand(program: Command, name: string, description: string): Command {
  return program.command(name).description(description).option('--json', 'print JSON')
}

/** Prints an answer for people or, if it was asked for, for programs. */
export function answer({ write }: Edge, { json: asJson }: Output, json: unknown, text: string): void {
  write(`${asJson ? JSON.stringify(json) : text}\n`)
}

/** Reads an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

/** Reads a whole number of root keys. */
export function countOfKeys(value: string): number {
  if (/^[1-9][0-9]?$/.test(value)) return Number(value)
  throw new InvalidArgumentError('It takes a whole number from 1 on.')
}
