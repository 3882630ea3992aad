/** What is in a copy, encrypted: each part and page by itself, and bound to its place, so that none stands for another. */
import type { Result } from '#evisa/result.ts'
import { open, type RandomBytes, type SecretKey, seal } from './wrap-key.ts'

export function sealPart(key: SecretKey, copy: string, place: number, bytes: Uint8Array, random: RandomBytes) {
  return seal(key, `part ${place} of ${copy}`, bytes, random)
}

export function openPart(key: SecretKey, copy: string, place: number, sealed: Uint8Array): Result<Buffer, 'altered'> {
  return open(key, `part ${place} of ${copy}`, sealed)
}

export function sealPage(key: SecretKey, copy: string, page: number, bytes: Uint8Array, random: RandomBytes) {
  return seal(key, `page ${page} of ${copy}`, bytes, random)
}

export function openPage(key: SecretKey, copy: string, page: number, sealed: Uint8Array): Result<Buffer, 'altered'> {
  return open(key, `page ${page} of ${copy}`, sealed)
}
