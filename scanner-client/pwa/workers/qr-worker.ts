/** Reads codes off the page's thread: frames of the camera, pictures and PDFs. */
import { readFile } from '../reading/file-reading.ts'
import type { QrAnswer, QrQuestion } from '../reading/qr-reading.ts'
import { readFrame } from '../reading/qr-reading-frames.ts'

async function answerTo(question: QrQuestion): Promise<QrAnswer> {
  const { id } = question
  try {
    if ('frame' in question) return { id, frame: await readFrame(question.frame) }
    return { id, file: await readFile(question.file, question.range, () => self.postMessage({ id, isAtWork: true })) }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}

self.addEventListener('message', async ({ data }: MessageEvent<QrQuestion>) => {
  self.postMessage(await answerTo(data))
})
