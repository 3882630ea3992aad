/** A camera for Chromium that shows what a test holds up to it: a video file of pictures, one after the other, for ever. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { type Degradation, degradePicture } from '../../fixtures/degrade-picture.ts'
import { type Picture, pictureOfRgba } from '../../scanner-client/offline/read-picture.ts'
import { drawCode, inSharp } from '../scanner-client/made-pictures.ts'

/** How a paper is held. */
export interface Scene {
  /** What its code says; null: a blank table. */
  readonly text: string | null
  /** By how many degrees. */
  readonly turned?: number
  /** From 0 to 1 each. */
  readonly harms?: Readonly<Partial<Record<Degradation, number>>>
  /** How much of the light there is: 1 for all. */
  readonly light?: number
  /** How much of the picture's shorter side the code takes. */
  readonly size?: number
}

const WIDTH = 1280
const HEIGHT = 720

/** The frame of a scene. */
export async function frameOf({ text, turned = 0, harms = {}, light = 1, size = 0.7 }: Scene): Promise<Buffer> {
  const table = sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#9a9186' } })
  if (text === null) return table.jpeg({ quality: 92 }).toBuffer()
  const side = Math.round(HEIGHT * size)
  const code = await inSharp(drawCode(text, 'Q', 6))
    .resize(side, side, { kernel: 'cubic' })
    .png()
    .toBuffer()
  const paper = await sharp({ create: { width: side + 60, height: side + 60, channels: 3, background: '#f4f2ec' } })
    .composite([{ input: code, gravity: 'centre' }])
    .rotate(turned, { background: '#9a9186' })
    .toBuffer({ resolveWithObject: true })
  const fitted = await sharp(paper.data, { raw: paper.info })
    .resize({ width: Math.min(WIDTH, paper.info.width), height: Math.min(HEIGHT, paper.info.height), fit: 'inside' })
    .png()
    .toBuffer()
  const frame = await table
    .composite([{ input: fitted, gravity: 'centre' }])
    .png()
    .toBuffer()
  let picture = await pictureOfFrame(frame)
  for (const [kind, strength] of Object.entries(harms)) {
    picture = await degradePicture(picture, kind as Degradation, strength, 7)
  }
  return inSharp(picture).linear(light, 0).toColourspace('srgb').jpeg({ quality: 90 }).toBuffer()
}

/** The pixels of a frame, as a reader gets them. */
export async function pictureOfFrame(frame: Buffer): Promise<Picture> {
  const { data, info } = await sharp(frame).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return pictureOfRgba(new Uint8Array(data), info.width, info.height)
}

/** Writes the video of these scenes, each for so many frames, and gives Chromium's arguments. */
export async function fakeCamera(folder: string, scenes: readonly Scene[], framesEach = 30): Promise<string[]> {
  const frames: Buffer[] = []
  for (const scene of scenes) {
    const frame = await frameOf(scene)
    for (let at = 0; at < framesEach; at++) frames.push(frame)
  }
  const file = join(folder, 'camera.mjpeg')
  await writeFile(file, Buffer.concat(frames))
  return cameraArguments(file)
}

/** Chromium's arguments for a camera that shows a file; it may be written anew while it runs. */
export function cameraArguments(file: string): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ]
}
