/**
 * Keeps what Node compiles of a program, beside what npm installed: its next start takes two thirds of the time. Where the
 * folder cannot be written, or Node is too old, nothing is kept and nothing else changes. It is no TypeScript, since what strips
 * types would have to be loaded for it before anything is kept: `node --import=./platform/keep-compiled.mjs PROGRAM`.
 */
import module from 'node:module'
import { join } from 'node:path'

module.enableCompileCache?.(join(import.meta.dirname, '../node_modules/.cache/evisa-gate'))
